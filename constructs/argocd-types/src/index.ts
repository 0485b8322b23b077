export type * from './generated/types.ts'
export * from './objects.ts'
