import { defineConfig } from 'vitest/config'

/** Unit tests that start a hundred processes each: killing the emitter. */
const manyProcesses = ['render/src/emit/kill.test.ts']

/**
 * How fast the machine is, is not what tests judge: on a busy one everything takes several times as long. What waits
 * for something has a timeout of its own, shorter than these, and then reports the last state that it saw.
 */
const patient = (timeoutMs: number) => ({ testTimeout: timeoutMs, hookTimeout: timeoutMs })

// One project per layer: `npm run test:unit` is the fast one, slow layers live in test/layers/<layer>/.
export default defineConfig({
  test: {
    reporters: ['default', './.ci/totals-reporter.ts'],
    // A Docker daemon that was started for the tests is stopped after them.
    teardownTimeout: 120_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,constructs,docs,render,test/src}/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...manyProcesses],
          setupFiles: ['./.ci/fixed-seed.ts'],
          // Loading the packages anew for each file would be most of the work.
          isolate: false,
          ...patient(120_000),
        },
      },
      { test: { name: 'processes', include: [...manyProcesses, '.{ci,github}/**/*.test.ts'], ...patient(600_000) } },
      realLayer('cluster', 1),
      realLayer('policies', 2),
      realLayer('argocd', 3),
      realLayer('real-pods', 4, 'test/layers/real-pods/prepare.ts'),
      realLayer('containers', 5, 'test/layers/real-pods/prepare.ts'),
      realLayer('k3d', 6),
      realLayer('inflate', 8, 'test/layers/inflate/prepare.ts'),
      // Its files wait for timers of real programs most of the time.
      realLayer('programs', 10, 'test/layers/programs/prepare.ts', true),
      {
        test: {
          name: 'node-versions',
          include: ['test/layers/node-versions/**/*.test.ts'],
          ...patient(900_000),
          sequence: { groupOrder: 9 },
        },
      },
      {
        test: {
          name: 'images',
          include: ['images/**/*.test.ts'],
          globalSetup: ['images/testing/prepare.ts'],
          ...patient(600_000),
          fileParallelism: false,
          sequence: { groupOrder: 7 },
        },
      },
    ],
  },
})

/** A layer with real processes: after the layers before it, because each fills the machine, and mostly file by file. */
function realLayer(name: string, groupOrder: number, prepare = 'test/layers/prepare.ts', fileParallelism = false) {
  return {
    test: {
      name,
      include: [`test/layers/${name}/**/*.test.ts`],
      globalSetup: [prepare],
      ...patient(600_000),
      fileParallelism,
      ...(fileParallelism && { maxWorkers: 2 }),
      sequence: { groupOrder },
    },
  }
}
