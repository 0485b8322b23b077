/** Annotation of a workload that says in one sentence why its containers are privileged; a check asks for it. */
export const privilegedBecause = 'ainur.tools/privileged-because'
