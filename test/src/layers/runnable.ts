import type { ClusterProvider } from '../provider/provider.ts'

/** Whether a missing part is an error rather than a reason to skip. */
export function isCi(env: NodeJS.ProcessEnv = process.env): boolean {
  return env.CI !== undefined && !['', '0', 'false'].includes(env.CI)
}

/**
 * Why a layer is skipped on this machine, or undefined when it runs. Says so on stderr; in CI it throws instead, since
 * a layer that silently does not run proves nothing.
 */
export async function skipReason(
  layer: string,
  provider: Pick<ClusterProvider, 'name' | 'unavailable'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const reason = await provider.unavailable()
  if (!reason) return undefined
  if (isCi(env)) throw new Error(`layer ${layer} cannot run: ${reason}`)
  process.stderr.write(`layer ${layer} is skipped: ${reason}\n`)
  return reason
}
