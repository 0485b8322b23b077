import { appInvalid } from '../../app/app-invalid.ts'
import { isDnsLabel } from '../../cluster/names.ts'
import { quote } from '../../cluster/problem.ts'
import type { Problem } from '../../finding/rule.ts'
import { k8s } from '../../k8s.ts'
import { restrictedContainer } from '../../workload/hardened.ts'
import { resources } from '../../workload/resources.ts'

/** A plugin, from an image that has it below `/plugins`, as those of the Headlamp project have. */
export interface HeadlampPlugin {
  /** Of its init container; unique. */
  readonly name: string
  /** With tag or digest: `ghcr.io/headlamp-k8s/headlamp-plugin-flux:v0.5.0`. */
  readonly image: string
}

const directory = '/headlamp/plugins'
const volume = 'plugins'

/**
 * Init containers that copy plugins to where the server looks for them. The image's own are elsewhere, and stay.
 *
 * @see https://github.com/kubernetes-sigs/headlamp/blob/v0.45.0/Dockerfile
 */
export function pluginParts(plugins: readonly HeadlampPlugin[]) {
  if (plugins.length === 0) return { initContainers: [], volumes: [], volumeMounts: [] }
  return {
    initContainers: plugins.map(({ name, image }) => ({
      name: `plugin-${name}`,
      image,
      command: ['/bin/sh', '-c', `cp -r /plugins/. ${directory}/`],
      resources: resources({ cpu: '10m', memory: '16Mi' }, '64Mi'),
      securityContext: restrictedContainer,
      volumeMounts: [{ name: volume, mountPath: directory }],
    })),
    volumes: [{ name: volume, emptyDir: { sizeLimit: k8s.Quantity.fromString('128Mi') } }],
    volumeMounts: [{ name: volume, mountPath: directory, readOnly: true }],
  }
}

/** What is wrong with plugins; their images are checked like all others. */
export function judgePlugins(plugins: readonly HeadlampPlugin[]): Problem[] {
  const names = plugins.map(({ name }) => name)
  return plugins.flatMap(({ name }, index) => {
    const path = `plugins[${index}].name`
    if (names.indexOf(name) < index) {
      return [appInvalid.problem(path, `there is a plugin ${quote(name)} already`, 'Give each a name of its own.')]
    }
    // Room for the prefix of the container's name.
    if (isDnsLabel(name) && name.length <= 56) return []
    const message = `${quote(name)} is not a name; allowed are at most 56 of a-z, 0-9 and -`
    return [appInvalid.problem(path, message, 'Write it like "flux".')]
  })
}
