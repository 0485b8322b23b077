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

export { appInvalid }

/** What must be right before there are objects to check. */
export const appRules = [appInvalid, appCycle, clusterNameFolder]
