/** The file that the types are made from, looked up in the directory that AINUR_CRDS names. */
export const source = {
  file: 'argo-cd-v3.5.1.yaml',
  source: 'github.com/argoproj/argo-cd manifests/crds',
  tag: 'v3.5.1',
  sha256: 'd72be27ef0e63fb5e2f3f37dc84fca811c411c355ef9482261de83578246c560',
} as const
