import { errorRule } from '../cluster/problem.ts'

/** What keeps an app from being made and has no rule of its own. */
export const appInvalid = errorRule('app-invalid')
