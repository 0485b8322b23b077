/**
 * A repository's address as Argo CD compares it: `https://Git.example/lab.git` and `https://git.example/lab` are one.
 * @see https://github.com/argoproj/argo-cd/blob/v3.2.11/util/git/git.go NormalizeGitURL
 */
export function plainRepository(url: string): string {
  const lower = url.trim().toLowerCase()
  const ssh = /^(?:ssh:\/\/)?([^/@]+@[^/:]+)[:/](.*)$/.exec(lower)
  return (ssh ? `${ssh[1]}/${ssh[2]}` : lower).replace(/\.git$/, '')
}
