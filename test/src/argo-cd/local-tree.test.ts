import { beforeAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '../api/kube-object.ts'
import { type ClusterTreeUnderTest, loadClusterTrees } from '../tree/load-cluster-trees.ts'
import { type LocalTree, localTree } from './local-tree.ts'

const url = 'file:///somewhere/repository.git'

describe('localTree', () => {
  let tree: ClusterTreeUnderTest
  let local: LocalTree
  beforeAll(async () => {
    const [first] = await loadClusterTrees()
    if (!first) throw new Error('apps/ holds no cluster')
    tree = first
    local = localTree(tree, url)
  })
  const objectsIn = (path: string) =>
    parseAllDocuments(local.files.get(path) ?? '').flatMap((document) => (document.toJS() as KubeObject | null) ?? [])

  it('takes every Application from the local repository, and from nowhere else', () => {
    const applications = [...local.files.keys()].filter((path) => path.includes('/applications/Application-'))
    expect(applications.length).toBe(tree.applications.filter(({ kind }) => kind === 'Application').length)
    for (const path of [...applications, `${tree.cluster.git.path}/root.yaml`]) {
      const [application] = objectsIn(path)
      const sources: { repoURL: string }[] = application?.spec.sources ?? [application?.spec.source]
      expect(
        sources.map(({ repoURL }) => repoURL).filter((address) => address !== url),
        path,
      ).toEqual([])
    }
  })

  it('changes nothing but sources and allowed repositories', () => {
    const without = (object: KubeObject) => {
      const { source: _, sources: __, sourceRepos: ___, ...spec } = object.spec
      return { ...object, spec }
    }
    const rendered = new Map(tree.applications.map((object) => [`${object.kind}-${object.metadata.name}`, object]))
    for (const [name, object] of rendered) {
      const [written] = objectsIn(`${tree.cluster.git.path}/applications/${name}.yaml`)
      expect(written && without(written)).toEqual(without(object))
    }
    for (const { app, object } of tree.rendering.objects) {
      const found = objectsIn(`${tree.cluster.git.path}/apps/${app}/${object.kind}-${object.metadata.name}.yaml`)
      if (found.length > 0) expect(found).toEqual([JSON.parse(JSON.stringify(object))])
    }
  })

  it('replaces each release by exactly the workloads that it declares, and lists it', () => {
    const releases = tree.rendering.apps.flatMap((app) =>
      app.releases.map((release) => ({ app: app.appName, release })),
    )
    expect(local.replacements.map(({ application }) => application).sort()).toEqual(
      releases.map(({ app }) => app).sort(),
    )
    for (const { app, release } of releases) {
      const stoodIn = objectsIn(`stand-ins/${app}/${release.name}/objects.yaml`)
      const containers = ({ spec }: KubeObject) =>
        spec.template.spec.containers.map(({ image, resources }: { image: string; resources?: object }) => ({
          image,
          resources,
        }))
      expect(stoodIn.map((object) => [object.kind, object.metadata.name, containers(object)])).toEqual(
        release.contents.workloads.map(({ kind, name, podSpec }) => [
          kind,
          name,
          podSpec.containers.map(({ image, resources }) => ({ image, resources })),
        ]),
      )
    }
  })
})
