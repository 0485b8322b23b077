import { refer } from '../../checks/references/refer.ts'
import type { Reference } from '../../checks/references/reference.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import { specOf } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'
import { recurringJobsCheck } from './recurring-jobs.ts'
import { settingsCheck } from './settings.ts'

export const longhorn: KnownSystem = {
  name: 'Longhorn',
  references: { 'longhorn.io/BackupTarget': backupTargetReferences },
  checks: [settingsCheck, recurringJobsCheck],
}

/** The Secret with the credentials of the place for backups. */
function backupTargetReferences(object: KubeObject): Reference[] {
  const { namespace = '' } = object.metadata
  const at = { path: 'spec.credentialSecret', group: '', kind: 'Secret', namespace }
  return refer(specOf(object).credentialSecret, at)
}
