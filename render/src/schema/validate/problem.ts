import type { Finding } from '@ainur/constructs'

/** What is wrong inside one object: a finding that does not yet say in which. */
export type Problem = Omit<Finding, 'object'>
