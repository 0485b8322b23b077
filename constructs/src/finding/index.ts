export type * from './chapter.ts'
export * from './finding.ts'
export * from './rule.ts'
