import { appInvalid } from '@ainur/constructs/app-invalid'
import { defineRule } from '@ainur/constructs/finding'

export const appCycle = defineRule('app-cycle', 'error', {
  title: 'apps depend on each other in a loop, which is named',
  why: 'Argo CD could start with none of them.',
  remedy: 'Take one reference away, or move what both sides need into an app of its own.',
})

export const clusterNameFolder = defineRule('cluster-name-folder', 'error', {
  title: "the definition's `name` is not the name of its folder",
  why: 'A copied folder that kept its old name would overwrite the tree of the original.',
  remedy: 'Rename the one or the other.',
})

export const renderingImpure = defineRule('rendering-impure', 'error', {
  title: 'code in `apps/` asks for the time or for a random number',
  why: 'The same definition would give another tree at each run: CI calls it stale as soon as it is committed.',
  remedy: 'Write the value down, or have something in the cluster make it.',
  accept: 'Where what was asked for does not get into the tree, such as into a line that is printed.',
})

export { appInvalid }

/** What must be right before there are objects to check. */
export const appRules = [appInvalid, appCycle, clusterNameFolder, renderingImpure]
