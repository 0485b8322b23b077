import type { App } from '../../app/app.ts'
import { formatPath } from '../../cluster/path.ts'
import { quote } from '../../cluster/problem.ts'
import { object, optional, text } from '../../cluster/shapes.ts'
import { defineRule } from '../../finding/rule.ts'
import { parseQuantity } from '../../workload/quantity.ts'

/** What one container keeps free for itself, and what it may use. */
export interface ComponentResources {
  /** E.g. `25m` for a fortieth of a core. There is no CPU limit: it would slow volumes down on an idle node. */
  readonly cpu?: string
  /** E.g. `96Mi`. */
  readonly memory?: string
  /** The container is killed above it. */
  readonly memoryLimit?: string
}

/** What the sidecars use: some 15 MiB each. */
const sidecar = { cpu: '2m', memory: '16Mi', memoryLimit: '64Mi' }

/**
 * Of the containers that have a limit. Engines and instance managers have none, and Longhorn no setting for one: killing
 * one would take every volume of its node away.
 *
 * @see https://github.com/longhorn/longhorn/issues/12224 for those of the CSI driver
 */
export const defaultResources = {
  // Far above what it uses, some 200 MiB: after a power cut it works on all volumes at once, and killed there it would
  // begin again and again (https://github.com/longhorn/longhorn/issues/9978). Upstream has no limit; this one ends leaks.
  'longhorn-manager': { cpu: '60m', memory: '256Mi', memoryLimit: '2Gi' },
  'csi-attacher': sidecar,
  'csi-provisioner': sidecar,
  'csi-resizer': sidecar,
  'csi-snapshotter': sidecar,
  'node-driver-registrar': sidecar,
  'longhorn-liveness-probe': sidecar,
  'longhorn-csi-plugin': { cpu: '5m', memory: '32Mi', memoryLimit: '192Mi' },
} as const satisfies Record<string, Required<ComponentResources>>

export type LonghornComponent = keyof typeof defaultResources

export type LonghornResources = Readonly<Record<LonghornComponent, Required<ComponentResources>>>

const component = optional(object({ cpu: optional(text), memory: optional(text), memoryLimit: optional(text) }))

export const resourcesShape = object({
  'longhorn-manager': component,
  'csi-attacher': component,
  'csi-provisioner': component,
  'csi-resizer': component,
  'csi-snapshotter': component,
  'node-driver-registrar': component,
  'longhorn-liveness-probe': component,
  'longhorn-csi-plugin': component,
})

export const resourcesInvalid = defineRule('longhorn-resources-invalid', 'error', {
  title: "an amount for one of Longhorn's containers is none, or contradicts another",
  why: 'Longhorn would skip the setting, or its pods would be refused.',
  remedy: 'Write a quantity as Kubernetes does, such as 25m or 96Mi.',
})

/** The resources of every container, with the owner's amounts in place of ours; reports amounts that cannot be. */
export function readResources(
  app: App,
  given: Readonly<Partial<Record<LonghornComponent, ComponentResources>>> = {},
): LonghornResources {
  const entries = Object.entries(defaultResources).map(([name, usual]) => {
    const own = Object.entries(given[name as LonghornComponent] ?? {}).filter(([, amount]) => amount !== undefined)
    const all = { ...usual, ...Object.fromEntries(own) }
    const wrong = own.filter(([, amount]) => !((parseQuantity(amount) ?? 0n) > 0n))
    for (const [key, amount] of wrong) {
      const message = `${quote(amount)} is not an amount; it takes a quantity as Kubernetes writes it, above 0`
      const remedy = `Write e.g. ${quote(usual[key as keyof ComponentResources])}.`
      app.report(resourcesInvalid.problem(formatPath(['resources', name, key]), message, remedy))
    }
    if (wrong.length === 0 && (parseQuantity(all.memoryLimit) ?? 0n) < (parseQuantity(all.memory) ?? 0n)) {
      const message = `the limit ${quote(all.memoryLimit)} is less than the ${quote(all.memory)} that are kept free for ${name}`
      const remedy = 'Raise memoryLimit, or lower memory.'
      app.report(resourcesInvalid.problem(formatPath(['resources', name, 'memoryLimit']), message, remedy))
    }
    return [name, wrong.length === 0 ? all : usual]
  })
  return Object.fromEntries(entries) as LonghornResources
}

/** As Kubernetes writes them. */
export function asKubernetes({ cpu, memory, memoryLimit }: Required<ComponentResources>) {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } }
}

/** As the setting `system-managed-csi-components-resource-limits` wants them. */
export function csiResourcesSetting({ 'longhorn-manager': _, ...csi }: LonghornResources): string {
  return JSON.stringify(Object.fromEntries(Object.entries(csi).map(([name, each]) => [name, asKubernetes(each)])))
}
