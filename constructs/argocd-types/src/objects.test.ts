import { expect, expectTypeOf, test } from 'vitest'
import {
  type Application,
  type ApplicationSource,
  type ApplicationSpec,
  application,
  applicationSet,
  appProject,
  type Generator,
  type SyncPolicy,
} from './index.ts'

const metadata = { name: 'web', namespace: 'argocd' }
const spec: ApplicationSpec = {
  project: 'ainur',
  destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
  source: { repoURL: 'https://example.org/git', path: 'dist/ainur/apps/web', directory: { recurse: true } },
  syncPolicy: { automated: { prune: true }, syncOptions: ['ServerSideApply=true'] },
}

test('an Application is a plain object of the right kind', () => {
  expect(application(metadata, spec)).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata,
    spec,
  })
})

test('an AppProject and an ApplicationSet carry their own kinds', () => {
  expect(appProject(metadata, { sourceRepos: ['*'] }).kind).toBe('AppProject')
  const generators: Generator[] = [{ list: { elements: [{ cluster: 'a' }] } }]
  expect(applicationSet(metadata, { generators, template: { metadata: {}, spec } }).kind).toBe('ApplicationSet')
})

// The compiler is the judge of the rest: `npm run typecheck` fails if one of these lines no longer does.
test('the types accept what Argo CD accepts and refuse what it refuses', () => {
  expectTypeOf<ApplicationSpec['project']>().toEqualTypeOf<string>()
  expectTypeOf<ApplicationSpec['source']>().toEqualTypeOf<ApplicationSource | undefined>()
  expectTypeOf<NonNullable<SyncPolicy['syncOptions']>>().toEqualTypeOf<readonly string[]>()
  expectTypeOf<Application['status']>().not.toBeAny()
  expectTypeOf<keyof Generator>().toEqualTypeOf<'clusters' | 'git' | 'list' | 'matrix' | 'merge' | 'selector'>()

  // @ts-expect-error a project is required
  expectTypeOf({ destination: {} }).toExtend<ApplicationSpec>()
  // @ts-expect-error prune is a boolean
  application(metadata, { ...spec, syncPolicy: { automated: { prune: 'true' } } })
  // @ts-expect-error a misspelt field
  application(metadata, { ...spec, syncPolicies: {} })
  // @ts-expect-error a source needs a repository
  application(metadata, { ...spec, source: { path: 'x' } })
  // @ts-expect-error a window allows or denies
  appProject(metadata, { syncWindows: [{ kind: 'block' }] })
  // @ts-expect-error an Application has a namespace
  application({ name: 'web' }, spec)
})
