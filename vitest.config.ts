import { defineConfig } from 'vitest/config'

// One project per layer: `npm run test:unit` is the fast one, slow layers live in test/<layer>/.
export default defineConfig({
  test: {
    reporters: ['default', './.ci/totals-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,constructs,render,test/src}/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
        },
      },
    ],
  },
})
