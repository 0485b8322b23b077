import { defineRule } from '@ainur/constructs/finding'

export const appInvalid = defineRule({
  id: 'app-invalid',
  severity: 'error',
  title:
    'an app cannot be made from what it was given: a setting or disk that it needs is missing, a host is taken, or `index.ts` has a slip',
  why: 'There are no objects of this cluster yet, so nothing else of it is checked.',
  remedy: 'Do what the message says; it names the setting or the line.',
})

export const appCycle = defineRule({
  id: 'app-cycle',
  severity: 'error',
  title: 'apps depend on each other in a loop, which is named',
  why: 'Argo CD could start with none of them.',
  remedy: 'Take one reference away, or move what both sides need into an app of its own.',
})

export const clusterNameFolder = defineRule({
  id: 'cluster-name-folder',
  severity: 'error',
  title: "the definition's `name` is not the name of its folder",
  why: 'A copied folder that kept its old name would overwrite the tree of the original.',
  remedy: 'Rename the one or the other.',
})

/** What must be right before there are objects to check. */
export const appRules = [appInvalid, appCycle, clusterNameFolder]
