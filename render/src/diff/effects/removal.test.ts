import { describe, expect, it } from 'vitest'
import { diffYaml } from '../testing/diff-yaml.ts'
import { application, claim, named, type Plain, yaml } from '../testing/objects.ts'

const finalizer = 'resources-finalizer.argocd.argoproj.io'
const root = (prune: boolean) =>
  application('root', {
    spec: {
      source: { repoURL: 'https://git.example/lab.git', path: 'dist/home/applications' },
      syncPolicy: { automated: { prune } },
    },
  })

function effectOn(object: Plain, { apps, left }: { apps: Plain[]; left: Plain[] }): string | undefined {
  const files = (applications: Plain[], objects: Plain[]) => ({
    'home/root.yaml': yaml(...applications.filter(({ metadata }) => (metadata as Plain).name === 'root')),
    'home/applications/all.yaml': yaml(...applications.filter(({ metadata }) => (metadata as Plain).name !== 'root')),
    ...(objects.length > 0 && { 'home/apps/web/all.yaml': yaml(...objects) }),
  })
  const { objects } = diffYaml(files(apps, [object]), files(left, []))
  return objects.find((each) => each.object.kind === object.kind && each.object.name !== 'web')?.effect
}

const films = claim('films', 'longhorn')
const annotated = (annotations: Plain, kind = 'PersistentVolumeClaim') =>
  named(kind === 'Job' ? 'batch/v1' : 'v1', kind, 'films', {}, { annotations })
const web = application('web')

describe('removalOf', () => {
  it.each([
    ['what leaves an Application that prunes', films, { apps: [web], left: [web] }, 'delete'],
    ['a hook', annotated({ 'argocd.argoproj.io/hook': 'PreSync' }, 'Job'), { apps: [web], left: [web] }, 'keep'],
    ['a hook of Helm', annotated({ 'helm.sh/hook': 'pre-install' }, 'Job'), { apps: [web], left: [web] }, 'keep'],
    [
      'what Helm keeps, while the Application is there',
      annotated({ 'helm.sh/resource-policy': 'keep' }),
      { apps: [web], left: [web] },
      'delete',
    ],
    [
      'what Helm keeps, with the Application',
      annotated({ 'helm.sh/resource-policy': 'keep' }),
      { apps: [web], left: [] },
      'keep',
    ],
    ['what goes with its Application', films, { apps: [web], left: [] }, 'delete'],
    [
      'what an Application without the finalizer leaves',
      films,
      { apps: [application('web', { metadata: { finalizers: [] } })], left: [] },
      'keep',
    ],
    [
      'what belongs to an Application that nobody prunes',
      films,
      { apps: [root(false), web], left: [root(false)] },
      'keep',
    ],
    ['what belongs to an Application that is pruned', films, { apps: [root(true), web], left: [root(true)] }, 'delete'],
    [
      'what belongs to an Application that stays by its own option',
      films,
      {
        apps: [
          root(true),
          application('web', {
            metadata: { finalizers: [finalizer], annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } },
          }),
        ],
        left: [root(true)],
      },
      'keep',
    ],
  ])('follows %s', (_, object, apps, effect) => {
    expect(effectOn(object, apps)).toBe(effect)
  })
})
