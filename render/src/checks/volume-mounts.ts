import type { Check, Rendering } from '../model/rendering.ts'
import { asMap, numberedMaps } from '../model/shape.ts'
import { findingAbout } from './finding-about.ts'
import { type PlacedWorkload, placedWorkloads } from './pi-nodes.ts'

/**
 * Pods with a volume run only where it can be mounted: a storage driver that is kept off a node cannot mount there, and
 * a pod that lands on it waits for ever.
 */
export const volumeMountsCheck: Check = {
  id: 'volume-mounts',
  run(rendering) {
    const workloads = placedWorkloads(rendering)
    const drivers = new Map(workloads.flatMap((driver) => (driver.mounts ?? []).map((name) => [name, driver] as const)))
    if (drivers.size === 0) return []
    const classes = claimedClasses(rendering)
    return workloads.flatMap((workload) =>
      volumesOf(workload, classes).flatMap(({ path, storageClass }) => {
        const driver = drivers.get(storageClass)
        const without = driver ? workload.nodes.filter((node) => !driver.nodes.includes(node)) : []
        if (!driver || without.length === 0) return []
        const names = without.map(({ name }) => name).join(', ')
        return [
          findingAbout(
            workload.ref,
            'volume-unmountable',
            'error',
            path,
            `a pod may land on ${names}, where no volume of the class ${storageClass} can be mounted: ${driver.ref.name} is kept off`,
            `place the workload as ${driver.app} is placed; or let ${driver.app} run everywhere: which nodes store volumes follows from their disks`,
          ),
        ]
      }),
    )
  },
}

/** `namespace/claim` -> class. Claims that name none are left to the cluster's default. */
function claimedClasses({ objects }: Rendering): ReadonlyMap<string, unknown> {
  return new Map(
    objects
      .filter(({ object }) => object.kind === 'PersistentVolumeClaim')
      .map(({ object: { metadata, spec } }) => [`${metadata.namespace}/${metadata.name}`, spec?.storageClassName]),
  )
}

function volumesOf({ ref, template, object }: PlacedWorkload, classes: ReadonlyMap<string, unknown>) {
  const claims = numberedMaps(template.spec.volumes).map(([index, volume]) => ({
    path: `${template.path}.volumes[${index}]`,
    storageClass: classes.get(`${ref.namespace}/${asMap(volume.persistentVolumeClaim).claimName}`),
  }))
  const templates = numberedMaps(object?.spec?.volumeClaimTemplates).map(([index, claim]) => ({
    path: `spec.volumeClaimTemplates[${index}]`,
    storageClass: asMap(claim.spec).storageClassName,
  }))
  return [...claims, ...templates].flatMap(({ path, storageClass }) =>
    typeof storageClass === 'string' ? [{ path, storageClass }] : [],
  )
}
