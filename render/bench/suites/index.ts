import type { Suite } from '../suite.ts'
import { clusterSuite } from './cluster.ts'
import { diffSuite } from './diff.ts'
import { scaleSuite } from './scale.ts'
import { synthSuite } from './synth.ts'

/** In the order in which they run. */
export const suites: readonly Suite[] = [synthSuite, scaleSuite, diffSuite, clusterSuite]
