import { isDeepStrictEqual } from 'node:util'
import { defineRule, describeObject } from '@ainur/constructs/finding'
import { podReferences } from '../../checks/references/pod-references.ts'
import { isKnownAnnotation } from '../../known-systems/known-systems.ts'
import { asMap, asMaps, asText } from '../../model/shape.ts'
import { containersOf, type PodTemplate, podTemplatesOf } from '../../pods/index.ts'
import type { DiffCheck, ObjectChange, Tree, TreeObject } from '../model.ts'

const rule = defineRule('config-without-restart', 'warning', {
  title: 'configuration changes, but nothing that reads it restarts',
  why: 'Pods read environment variables and `subPath` mounts once, at their start. A mounted ConfigMap or Secret is refreshed within a minute or so, but most programs do not look again. The change then takes effect at some later restart, when nobody thinks of it any more.',
  remedy: 'Restart what reads it, or name the ConfigMap by its contents.',
  accept: 'Accept it when the program watches its configuration (a proxy’s dynamic files, a DNS server with `reload`).',
})

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet'] as const

/** Configuration that changes while the pods that read it go on with the old one. */
export const configWithoutRestart: DiffCheck = {
  rule,
  *run({ changes, trees }) {
    for (const change of changes) {
      const { after } = change
      if (change.change !== 'changed' || !after || after.group !== '' || !/^(ConfigMap|Secret)$/.test(after.ref.kind))
        continue
      const keys = changedKeys(change)
      if (keys.size === 0) continue
      for (const kind of workloads) {
        for (const user of trees.head.mentioning('apps', kind, after.ref.name, after.ref.namespace ?? '')) {
          if (reloads(user) || rolls(user, trees.base)) continue
          const uses = usesOf(user, after, keys)
          if (!uses) continue
          const how = uses.fixed
            ? 'reads it only when a pod starts'
            : 'has it mounted: the files change after a minute, but it may not look again'
          yield rule.finding(
            after.ref,
            [...keys].map((key) => `data[${JSON.stringify(key)}]`).join(', '),
            `${describeObject(user.ref)} does not restart with this change; it ${how}.`,
            `Put a hash of the ${after.ref.kind} into an annotation of the pod template, or restart it after the merge: \`kubectl ${user.ref.namespace ? `-n ${user.ref.namespace} ` : ''}rollout restart ${kind.toLowerCase()}/${user.ref.name}\`.`,
          )
        }
      }
    }
  },
}

function changedKeys({ paths }: ObjectChange): Set<string> {
  const keys = paths
    .filter(({ segments }) => /^(data|stringData|binaryData)$/.test(String(segments[0])))
    .map(({ segments }) => segments[1])
  return new Set(keys.filter((key) => typeof key === 'string'))
}

/** Whether the pods of `user` restart with this change anyway. */
function rolls(user: TreeObject, base: Tree): boolean {
  const before = base.same(user)
  if (!before) return true
  return !isDeepStrictEqual(asMap(before.value.spec).template, asMap(user.value.spec).template)
}

/** A controller watches the configuration and restarts the pods. */
function reloads(user: TreeObject): boolean {
  const all = [user.value.metadata.annotations, asMap(asMap(asMap(user.value.spec).template).metadata).annotations]
  return all.some((annotations) =>
    Object.keys(asMap(annotations)).some((key) => isKnownAnnotation(key, ({ restarts }) => restarts)),
  )
}

function usesOf(
  user: TreeObject,
  config: TreeObject,
  keys: ReadonlySet<string>,
): { readonly fixed: boolean } | undefined {
  for (const template of podTemplatesOf(user.value)) {
    const references = podReferences(template, user.ref.namespace ?? '').filter(
      ({ kind, name, path }) =>
        kind === config.ref.kind && name === config.ref.name && !path.includes('imagePullSecrets'),
    )
    // A volume that lists its items is named once as a whole and once for each item.
    const volumes = new Set(
      references.filter(({ key }) => key).map(({ path }) => path.replace(/\.items\[\d+\]\.key$/, '')),
    )
    const relevant = references.filter(({ key, path }) =>
      key ? keys.has(key) : ![...volumes].some((volume) => path.startsWith(volume)),
    )
    if (relevant.length === 0 || onlyOtherFiles(template, config.ref.name, relevant, keys)) continue
    const spec = template.spec as Record<string, unknown>
    const environment = relevant.some(({ path }) => /\.(env|envFrom)\[/.test(path))
    const names = asMaps(spec.volumes)
      .filter((volume) => JSON.stringify(volume).includes(JSON.stringify(config.ref.name)))
      .map(({ name }) => asText(name))
    const subPath = containersOf(template).some(({ container }) =>
      asMaps(container.volumeMounts).some((mount) => mount.subPath !== undefined && names.includes(asText(mount.name))),
    )
    return { fixed: environment || subPath }
  }
  return undefined
}

/** Whether the object is only mounted file by file (`subPath`), and none of the files is among `keys`. */
function onlyOtherFiles(
  template: PodTemplate,
  name: string,
  references: readonly { readonly path: string; readonly key?: string }[],
  keys: ReadonlySet<string>,
): boolean {
  if (references.some(({ key, path }) => key !== undefined || /\.(env|envFrom)\[/.test(path))) return false
  const volumes = asMaps((template.spec as Record<string, unknown>).volumes)
    .filter(({ configMap, secret }) => asMap(configMap).name === name || asMap(secret).secretName === name)
    .map((volume) => asText(volume.name))
  const mounts = containersOf(template)
    .flatMap(({ container }) => asMaps(container.volumeMounts))
    .filter((mount) => volumes.includes(asText(mount.name)))
  return mounts.length > 0 && mounts.every(({ subPath }) => typeof subPath === 'string' && !keys.has(subPath))
}
