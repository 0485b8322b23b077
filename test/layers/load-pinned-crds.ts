import type { KubeObject } from '../src/api/kube-object.ts'
import { describeMissingCrds, loadCrds } from '../src/crds/load-crds.ts'
import { isCi } from '../src/layers/runnable.ts'

/** All pinned CustomResourceDefinitions. What is missing is listed on stderr; in CI that is an error. */
export async function loadPinnedCrds(): Promise<readonly KubeObject[]> {
  const { crds, missing } = await loadCrds()
  if (missing.length > 0) {
    const text = describeMissingCrds(missing)
    if (isCi()) throw new Error(text)
    process.stderr.write(`${text}\nObjects of these kinds cannot be tried out.\n`)
  }
  return crds
}
