import { type AssetModule, catalogue } from './catalogue.ts'

/** Which programs are used, in one line: their pinned versions, or the directory that `AINUR_ASSETS` names. */
export function describeVersions(
  options: { readonly env?: NodeJS.ProcessEnv; readonly modules?: readonly AssetModule[] } = {},
): string {
  const { env = process.env, modules = catalogue } = options
  if (env.AINUR_ASSETS) return `programs of the test cluster: those in AINUR_ASSETS=${env.AINUR_ASSETS}`
  return `programs of the test cluster: ${modules.map(({ id, version }) => `${id} ${version}`).join(', ')}`
}
