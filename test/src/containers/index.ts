export { GitServer } from './git-server.ts'
export { Registry } from './registry.ts'
export { testContainer } from './test-container.ts'
