export * from './accept-entry.ts'
export * from './apply-accept.ts'
export * from './read-accept.ts'
