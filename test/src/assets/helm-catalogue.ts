import type { GoToolModule } from './catalogue.ts'

/** Helm, which inflates charts into the tree. Of the major version that Argo CD itself renders charts with. */
export const helmCatalogue: readonly GoToolModule[] = [
  {
    id: 'helm',
    module: 'helm.sh/helm/v3',
    version: 'v3.22.0',
    programs: [{ binary: 'helm', package: 'helm.sh/helm/v3/cmd/helm' }],
    ldflags: ['-X', 'helm.sh/helm/v3/internal/version.version=v3.22.0'],
  },
]
