import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import type { Draft } from '../draft.ts'
import { quote } from '../problem.ts'
import { registryOf } from '../registry.ts'

const urlInvalid = defineRule('git-url-invalid', 'error', {
  title: '`git.url` is not a URL that can be cloned',
  why: 'Argo CD could not clone it.',
  remedy: 'Use the URL that your forge shows under "Clone".',
})

const browserUrl = defineRule('git-url-page', 'error', {
  title: '`git.url` is the address of a web page',
  why: 'A web page cannot be cloned.',
  remedy: 'Use the URL that the forge shows under "Clone".',
})

const credentials = defineRule('git-url-credentials', 'error', {
  title: '`git.url` holds credentials',
  why: 'The URL is committed and shown in Argo CD. The finding does not repeat them.',
  remedy: 'Remove them, revoke them if they were pushed, and give Argo CD a repository Secret.',
})

const branchInvalid = defineRule('git-branch-invalid', 'error', {
  title: '`git.branch` is not the name of a branch',
  why: 'Git refuses such a name.',
  remedy: 'Write the plain name, e.g. "main".',
})

const pathInvalid = defineRule('git-path-invalid', 'error', {
  title: '`git.path` is not a relative path',
  why: 'The tree must lie inside the repository.',
  remedy: 'Write it like "dist/ainur".',
})

const registryMissing = defineRule('registry-missing', 'error', {
  title: '`registry` was not given, and does not follow from `git.url`',
  why: 'The registry cannot be guessed from an unknown forge.',
  remedy: 'Add the prefix of the images that you push, e.g. "registry.home.arpa/you".',
})

const registryInvalid = defineRule('registry-invalid', 'error', {
  title: '`registry` is not a host with a path',
  why: 'It would make invalid image names.',
  remedy: 'Write it like "ghcr.io/you".',
})

/** Argo CD reads the tree from this repository, and pods pull the images built from it. */
export const checkGit: DefinitionCheck = {
  rules: [urlInvalid, browserUrl, credentials, branchInvalid, pathInvalid, registryMissing, registryInvalid],
  run(draft) {
    return [
      ...checkUrl(draft.git?.url),
      ...checkBranch(draft.git?.branch),
      ...checkPath(draft.git?.path),
      ...checkRegistry(draft),
    ]
  },
}

function checkUrl(url: string | undefined): Problem[] {
  if (url === undefined) return []
  // ssh needs a user name; with http a lone user name is mostly a token.
  if (/^[a-z]+:\/\/[^/]*:[^/]*@|^https?:\/\/[^/]*@/i.test(url)) {
    const message = `${quote(url)} carries credentials, which would be committed; allowed is a URL without them`
    return [credentials.problem('git.url', message)]
  }
  const page = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+?)(\/-)?\/(tree|blob|src\/branch)\/(?!.*\.git$)./i.exec(url)
  if (page) {
    const message = `${quote(url)} is a page about the repository, which Argo CD cannot clone`
    return [
      browserUrl.problem('git.url', message, `Write ${quote(`${page[1]}.git`)}; the branch belongs into git.branch.`),
    ]
  }
  if (/^(https?|ssh):\/\/([\w.-]+@)?[\w.-]+(:\d+)?\/\S+$/i.test(url) || /^[\w.-]+@[\w.-]+:[^\s/]\S*$/.test(url))
    return []
  const message = `${quote(url)} is not a Git URL that Argo CD can clone; allowed are https://, http://, ssh:// and git@host:path`
  return [urlInvalid.problem('git.url', message)]
}

function checkBranch(branch: string | undefined): Problem[] {
  // The rules of git check-ref-format that people run into.
  if (branch === undefined || (/^[^\s~^:?*[\\]+$/.test(branch) && !/^[-/]|\.\.|[/.]$|@\{|\.lock$|\/\//.test(branch)))
    return []
  const message = `${quote(branch)} is not a branch name that Git accepts`
  return [branchInvalid.problem('git.branch', message)]
}

function checkPath(path: string | undefined): Problem[] {
  if (path === undefined) return []
  const parts = path.split('/')
  if (parts.every((part) => /^[\w.-]+$/.test(part) && part !== '.' && part !== '..')) return []
  const message = `${quote(path)} is not a folder inside the repository; allowed is a relative path without ".", ".." and empty parts`
  return [pathInvalid.problem('git.path', message)]
}

function checkRegistry({ registry, git }: Draft): Problem[] {
  if (registry === undefined) {
    if (git?.url === undefined || registryOf(git.url)) return []
    const message = `nothing was given, and ${quote(git.url)} does not tell where its images go`
    return [registryMissing.problem('registry', message)]
  }
  if (/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(registry)) return []
  const message = `${quote(registry)} is not a prefix of an image name; allowed is a host and a path in lower case, without scheme and slash at the end`
  return [registryInvalid.problem('registry', message)]
}
