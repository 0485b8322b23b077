export * from './accept-entry.ts'
export * from './accept-findings.ts'
export * from './read-accept.ts'
