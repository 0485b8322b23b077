import type { KnownSystem } from '../known-system.ts'
import { recurringJobsCheck } from './recurring-jobs.ts'
import { settingsCheck } from './settings.ts'

export const longhorn: KnownSystem = { name: 'Longhorn', checks: [settingsCheck, recurringJobsCheck] }
