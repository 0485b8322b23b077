import { defineRule } from '../finding/rule.ts'

/** What keeps an app from being made and has no rule of its own. */
export const appInvalid = defineRule('app-invalid', 'error', {
  title:
    'an app cannot be made from what it was given: a name or a host is taken, what a request needs is missing; or `index.ts` has a slip',
  why: 'There are no objects of this cluster yet, so nothing else of it is checked.',
  remedy: 'Do what the message says; it names the setting or the line.',
})
