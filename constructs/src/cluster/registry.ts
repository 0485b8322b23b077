/** The container registry that belongs to a Git forge's account; undefined for a forge that we do not know. */
export function registryOf(gitUrl: string): string | undefined {
  const found = /^(?:(?:https?|ssh):\/\/(?:[^@/]+@)?|git@)([^/:]+)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/.exec(gitUrl)
  const [, host, path] = found ?? []
  const [owner, ...rest] = (path ?? '').toLowerCase().split('/')
  if (!owner || rest.length === 0) return undefined
  if (host === 'github.com') return `ghcr.io/${owner}`
  // GitLab keeps images per project, the others per account.
  if (host === 'gitlab.com') return `registry.gitlab.com/${[owner, ...rest].join('/')}`
  if (host === 'codeberg.org') return `codeberg.org/${owner}`
  return undefined
}
