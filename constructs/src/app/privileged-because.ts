/** Annotation of a workload that says in one sentence why its containers are privileged; a check asks for it. */
export const privilegedBecause = 'ainur.tools/privileged-because'

/** Annotation of a workload that says in one sentence why its pods are on the network of their node. */
export const hostNetworkBecause = 'ainur.tools/host-network-because'
