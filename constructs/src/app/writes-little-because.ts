/** Annotation of a workload that says in one sentence why its hostPath volumes see few writes: an SD card bears them. */
export const writesLittleBecause = 'ainur.tools/writes-little-because'
