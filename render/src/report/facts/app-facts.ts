import type { App, Exposure } from '@ainur/constructs'
import type { LockedImage } from '../../images/image-lock.ts'
import { lockedImage } from '../../images/locked-image.ts'
import { groupBy } from '../../model/group-by.ts'
import type { PlannedWorkload } from '../../plan/capacity-plan.ts'
import { containersOf } from '../../pods/containers-of.ts'
import { enforceLabel } from '../../pods/pod-security-level.ts'
import { workloadsOf } from '../../pods/workload.ts'
import type { RenderedCluster } from '../report-data.ts'

/** An image as written in pods, with what the lock knows about it. */
export interface UsedImage {
  readonly reference: string
  readonly locked?: LockedImage
}

/** An app with everything that the report says about it. */
export interface AppFacts {
  readonly app: App
  readonly wave: number
  readonly objects: number
  /** `restricted`, …, or undefined where the tree does not decide it. */
  readonly podSecurity?: string
  readonly workloads: readonly PlannedWorkload[]
  readonly images: readonly UsedImage[]
  readonly exposures: readonly Exposure[]
}

/** The apps of a cluster by wave, then by name. */
export function appFacts({ rendering, plan }: Pick<RenderedCluster, 'rendering' | 'plan'>): AppFacts[] {
  const { apps, waves, objects, exposures, images } = rendering
  const objectsOf = groupBy(objects, ({ app }) => app)
  const planned = groupBy(plan.workloads, ({ app }) => app)
  const templates = groupBy(workloadsOf(rendering), ({ app }) => app)
  const levels = podSecurityLevels(rendering)
  return apps
    .map((app): AppFacts => {
      const references = (templates.get(app.appName) ?? []).flatMap(({ template }) =>
        containersOf(template).map(({ container }) => container.image),
      )
      const podSecurity = levels.get(app.appNamespace)
      return {
        app,
        wave: waves.get(app.appName) ?? 0,
        objects: objectsOf.get(app.appName)?.length ?? 0,
        ...(podSecurity !== undefined && { podSecurity }),
        workloads: planned.get(app.appName) ?? [],
        images: [...new Set(references)].sort().map((reference) => {
          const locked = lockedImage(images, reference)
          return { reference, ...(locked && { locked }) }
        }),
        exposures: exposures.filter((exposure) => exposure.app === app.appName),
      }
    })
    .sort((a, b) => a.wave - b.wave || (a.app.appName < b.app.appName ? -1 : 1))
}

/** Namespace -> level that its label enforces. */
function podSecurityLevels({ objects }: RenderedCluster['rendering']): Map<string, string> {
  return new Map(
    objects
      .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
      .flatMap(({ object }): [string, string][] => {
        const level = object.metadata.labels?.[enforceLabel]
        return level === undefined ? [] : [[object.metadata.name, level]]
      }),
  )
}
