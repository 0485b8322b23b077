import { defineRule } from '@ainur/constructs/finding'
import type { Check, Rendering } from '../model/rendering.ts'
import { asMap, numberedMaps } from '../model/shape.ts'
import { type PlacedWorkload, placedWorkloads } from './pi-nodes.ts'

const volumeUnmountable = defineRule('volume-unmountable', 'error', {
  title:
    "a pod may land on a node where its volume cannot be mounted, because a policy keeps the storage's driver off it",
  why: 'There it waits in `ContainerCreating` for ever.',
  remedy: 'Place the pod as the storage is placed, or let the storage run everywhere.',
})

/**
 * Pods with a volume run only where it can be mounted: a storage driver that is kept off a node cannot mount there, and
 * a pod that lands on it waits for ever.
 */
export const volumeMountsCheck: Check = {
  rules: [volumeUnmountable],
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
        const message = `a pod may land on ${names}, where no volume of the class ${storageClass} can be mounted: ${driver.ref.name} is kept off`
        const remedy = `place the workload as ${driver.app} is placed; or let ${driver.app} run everywhere: which nodes store volumes follows from their disks`
        return volumeUnmountable.finding(workload.ref, path, message, remedy)
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
