import type { Finding } from '@ainur/constructs'

export { formatPath, type Path } from '../../text/format-path.ts'

/** What is wrong inside one object: a finding that does not yet say in which. */
export type Problem = Omit<Finding, 'object'>
