/** Label of a PersistentVolumeClaim whose owner wants it backed up: a backup system can select by it. Nothing does yet. */
export const backupWanted = { 'ainur.tools/backup': 'wanted' } as const
