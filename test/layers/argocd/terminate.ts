import type { KubeApi } from '../../src/api/kube-api.ts'
import { applicationKey } from '../../src/argo-cd/wait-for-applications.ts'

/** Ends a sync of `path`, in the way that the README of argo-cd describes. @throws ApiError when there is none. */
export async function terminate(api: KubeApi, app: string, path: string): Promise<void> {
  const state = '/status/operationState'
  await api.request(
    'PATCH',
    await api.discovery.path(applicationKey(app)),
    [
      { op: 'test', path: `${state}/operation/sync/source/path`, value: path },
      { op: 'test', path: `${state}/phase`, value: 'Running' },
      { op: 'replace', path: `${state}/phase`, value: 'Terminating' },
    ],
    'application/json-patch+json',
  )
}
