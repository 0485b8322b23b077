import { defineRule } from '@ainur/constructs/finding'

export const rule = defineRule('rbac-escalation', ['error', 'warning', 'info'], {
  title: 'somebody gets more permissions',
  why: 'The finding names what is newly allowed and what follows from it: reading Secrets, running commands in other pods, making tokens or giving itself any role leads to the whole cluster. Only the difference counts: a rule that is rewritten without allowing more says nothing.',
  remedy: 'Grant only what is needed, by name and in one namespace.',
  accept: 'Accept it when the program documents why it needs the permission and you would give its image that trust.',
})
