import type { GoToolModule } from './catalogue.ts'
import { nodeCatalogue } from './node-catalogue.ts'

/** What containers for tests are made of: the registry, and the program that packs it as an image. */
export const containerCatalogue: readonly GoToolModule[] = [
  ...nodeCatalogue.filter(({ id }) => id === 'pod-sandbox'),
  {
    id: 'registry',
    module: 'github.com/google/go-containerregistry',
    version: 'v0.22.1',
    programs: [{ binary: 'registry', package: '.' }],
    ldflags: [],
  },
]
