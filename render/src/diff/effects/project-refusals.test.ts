import { describe, expect, it } from 'vitest'
import { fingerprinter } from '../../secrets/fingerprint.ts'
import { loadTrees } from '../input/load-trees.ts'
import { memoryFiles } from '../testing/diff-yaml.ts'
import { application, named, type Plain, yaml } from '../testing/objects.ts'
import { refusalsOf } from './project-refusals.ts'

const here = { server: 'https://kubernetes.default.svc', namespace: 'media' }
const source = { repoURL: 'https://git.example/lab.git', path: 'x' }

/** What of an Application a project does not allow. */
function refused(project: Plain, spec: Plain = {}, metadata: Plain = {}): string[] {
  const text = yaml(
    application('web', { spec: { project: 'lab', source, destination: here, ...spec }, metadata }),
    named(
      'argoproj.io/v1alpha1',
      'AppProject',
      'lab',
      { spec: { sourceRepos: ['*'], destinations: [here], ...project } },
      { namespace: 'argocd' },
    ),
  )
  const { head } = loadTrees(memoryFiles(''), memoryFiles(text), fingerprinter())
  return head.ofKind('argoproj.io', 'Application').flatMap((each) => refusalsOf(each, head).map(({ what }) => what))
}

describe('refusalsOf', () => {
  it.each<[string, Plain, Plain?, Plain?]>([
    ['every repository', {}],
    ['the repository, written otherwise', { sourceRepos: ['https://GIT.example/lab'] }],
    ['all below an address', { sourceRepos: ['https://git.example/*'] }],
    ['all but another repository', { sourceRepos: ['*', '!https://git.example/other'] }],
    [
      'a repository over SSH, in its other form',
      { sourceRepos: ['ssh://git@git.example/lab'] },
      { source: { repoURL: 'git@git.example:lab.git' } },
    ],
    ['every destination', { destinations: [{ server: '*', namespace: '*' }] }],
    ['the cluster by its name', { destinations: [{ name: 'in-cluster', namespace: 'media' }] }],
    [
      'a cluster that the Application calls otherwise',
      { destinations: [{ name: 'far', namespace: '*' }] },
      { destination: { server: 'https://far.example', namespace: 'media' } },
    ],
    [
      'all but another namespace',
      {
        destinations: [
          { server: '*', namespace: '*' },
          { server: '*', namespace: '!kube-system' },
        ],
      },
    ],
    [
      'all but a namespace of another cluster',
      { destinations: [here, { server: '!https://kubernetes.default.svc', namespace: 'kube-system' }] },
    ],
    ['Applications in that namespace', { sourceNamespaces: ['team-*'] }, {}, { namespace: 'team-a' }],
    ['a regular expression', { sourceNamespaces: ['/^team-.*$/'] }, {}, { namespace: 'team-a' }],
  ])('finds nothing where the project allows %s', (_, project, spec, metadata) => {
    expect(refused(project, spec, metadata)).toEqual([])
  })

  it.each<[string, Plain, Plain?, Plain?]>([
    ['the repository https://git.example/lab.git', { sourceRepos: ['https://git.example/other'] }],
    ['the repository https://git.example/lab.git', { sourceRepos: ['*', '!https://git.example/lab'] }],
    ['the repository https://git.example/lab.git', { sourceRepos: [] }],
    ['the destination namespace media', { destinations: [{ ...here, namespace: 'films' }] }],
    [
      'the destination namespace media',
      {
        destinations: [
          { server: '*', namespace: '*' },
          { server: '*', namespace: '!media' },
        ],
      },
    ],
    [
      'the destination namespace media of https://far.example',
      {},
      { destination: { server: 'https://far.example', namespace: 'media' } },
    ],
    ['Applications in namespace team-a', {}, {}, { namespace: 'team-a' }],
  ])('finds %s', (what, project, spec, metadata) => {
    expect(refused(project, spec, metadata)).toEqual([what])
  })

  it('finds nothing where the project is not in the tree', () => {
    expect(refused({ sourceRepos: [] }, { project: 'other' })).toEqual([])
  })
})
