import type { Draft } from '../draft.ts'
import { errorRule, type Problem, quote } from '../problem.ts'
import { registryOf } from '../registry.ts'

const urlInvalid = errorRule('git-url-invalid')
const browserUrl = errorRule('git-url-page')
const credentials = errorRule('git-url-credentials')
const branchInvalid = errorRule('git-branch-invalid')
const pathInvalid = errorRule('git-path-invalid')
const registryMissing = errorRule('registry-missing')
const registryInvalid = errorRule('registry-invalid')

/** Argo CD reads the tree from this repository, and pods pull the images built from it. */
export function checkGit(draft: Draft): Problem[] {
  return [
    ...checkUrl(draft.git?.url),
    ...checkBranch(draft.git?.branch),
    ...checkPath(draft.git?.path),
    ...checkRegistry(draft),
  ]
}

function checkUrl(url: string | undefined): Problem[] {
  if (url === undefined) return []
  // ssh needs a user name; with http a lone user name is mostly a token.
  if (/^[a-z]+:\/\/[^/]*:[^/]*@|^https?:\/\/[^/]*@/i.test(url)) {
    const message = `${quote(url)} carries credentials, which would be committed; allowed is a URL without them`
    return [
      credentials(
        'git.url',
        message,
        'Remove them, revoke them if they were pushed, and give Argo CD a repository Secret.',
      ),
    ]
  }
  const page = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+?)(\/-)?\/(tree|blob|src\/branch)\/(?!.*\.git$)./i.exec(url)
  if (page) {
    const message = `${quote(url)} is a page about the repository, which Argo CD cannot clone`
    return [browserUrl('git.url', message, `Write ${quote(`${page[1]}.git`)}; the branch stands in git.branch.`)]
  }
  if (/^(https?|ssh):\/\/([\w.-]+@)?[\w.-]+(:\d+)?\/\S+$/i.test(url) || /^[\w.-]+@[\w.-]+:[^\s/]\S*$/.test(url))
    return []
  const message = `${quote(url)} is no Git URL that Argo CD can clone; allowed are https://, http://, ssh:// and git@host:path`
  return [urlInvalid('git.url', message, 'Use the URL that your forge shows under "Clone".')]
}

function checkBranch(branch: string | undefined): Problem[] {
  // The rules of git check-ref-format that people run into.
  if (branch === undefined || (/^[^\s~^:?*[\\]+$/.test(branch) && !/^[-/]|\.\.|[/.]$|@\{|\.lock$|\/\//.test(branch)))
    return []
  const message = `${quote(branch)} is no branch name that Git accepts`
  return [branchInvalid('git.branch', message, 'Write the plain name, e.g. "main".')]
}

function checkPath(path: string | undefined): Problem[] {
  if (path === undefined) return []
  const parts = path.split('/')
  if (parts.every((part) => /^[\w.-]+$/.test(part) && part !== '.' && part !== '..')) return []
  const message = `${quote(path)} is no folder inside the repository; allowed is a relative path without ".", ".." and empty parts`
  return [pathInvalid('git.path', message, 'Write it like "dist/ainur".')]
}

function checkRegistry({ registry, git }: Draft): Problem[] {
  if (registry === undefined) {
    if (git?.url === undefined || registryOf(git.url)) return []
    const message = `nothing was given, and ${quote(git.url)} does not tell where its images go`
    return [
      registryMissing(
        'registry',
        message,
        'Add the prefix of the images that you push, e.g. "registry.home.arpa/you".',
      ),
    ]
  }
  if (/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(registry)) return []
  const message = `${quote(registry)} is no prefix of an image name; allowed is a host and a path in lower case, without scheme and slash at the end`
  return [registryInvalid('registry', message, 'Write it like "ghcr.io/you".')]
}
