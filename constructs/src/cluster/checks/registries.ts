import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { formatPath } from '../path.ts'
import { quote } from '../problem.ts'

const nameInvalid = defineRule('registry-name-invalid', 'error', {
  title: 'a key of `registries` is not the beginning of an image name',
  why: 'No image would be pulled that way.',
  remedy: 'Write the host, and for a login the path too: "docker.io", "ghcr.io/you".',
})

const mirrorInvalid = defineRule('registry-mirror-invalid', 'error', {
  title: 'a mirror is not a URL, carries credentials, or is one of a part of a registry',
  why: 'Nodes would not find it, or the credentials would be committed.',
  remedy: 'Write it like "http://192.168.20.5:5000", below the host of the registry.',
})

const useless = defineRule('registry-setting-missing', 'error', {
  title: 'an entry of `registries` has neither a user nor mirrors, or an empty user',
  why: 'It would change nothing.',
  remedy: 'Give it a `user`, `mirrors`, or remove it.',
})

/** Registries are named as images name them, and are asked where there is somebody to answer. */
export const checkRegistries: DefinitionCheck = {
  rules: [nameInvalid, mirrorInvalid, useless],
  run({ registries = {} }) {
    return Object.entries(registries).flatMap(([name, registry]): Problem[] => {
      const path = formatPath(['registries', name])
      const { user, mirrors = [] } = registry ?? {}
      const empty = registry !== undefined && (user === '' || (user === undefined && mirrors.length === 0))
      const unread = registry !== undefined && 'mirrors' in registry && registry.mirrors === undefined
      return [
        ...(isImagePrefix(name) ? [] : [nameInvalid.problem(path, badName(name))]),
        ...(empty && !unread
          ? [useless.problem(user === '' ? `${path}.user` : path, 'it names nobody who signs in, and no mirror')]
          : []),
        ...mirrors.flatMap((mirror, index) => checkMirror(mirror, `${path}.mirrors[${index}]`, name)),
      ]
    })
  },
}

function isImagePrefix(name: string): boolean {
  const [host = '', ...path] = name.split('/')
  return (
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/.test(host) &&
    (/[.:]/.test(host) || host === 'localhost') &&
    path.every((part) => /^[a-z0-9]+([._-]+[a-z0-9]+)*$/.test(part))
  )
}

function badName(name: string): string {
  return `${quote(name)} is not the beginning of an image name; allowed is a host, and a path after it, in lower case, without scheme and slash at the end`
}

function checkMirror(mirror: string | undefined, path: string, name: string): Problem[] {
  if (mirror === undefined) return []
  const url = URL.canParse(mirror) ? new URL(mirror) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash) {
    const message = `${quote(mirror)} is not a URL of a mirror; allowed are http:// and https://`
    return [mirrorInvalid.problem(path, message)]
  }
  if (url.username || url.password) {
    const message = 'the URL carries credentials, which would be committed; a mirror is asked without a login'
    return [mirrorInvalid.problem(path, message, 'Remove them, and revoke them if they were pushed.')]
  }
  if (!name.includes('/')) return []
  const [host] = name.split('/')
  const message = `a mirror is for a whole registry, but ${quote(name)} is a part of ${host}`
  return [mirrorInvalid.problem(path, message, `Move it to registries["${host}"].`)]
}
