import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/diff-yaml.ts'
import { application, claim, daemonSet, deployment, named, statefulSet, tree, yaml } from '../testing/objects.ts'

const rule = (before: object[], after: object[]) => findingsOf('disruption', yaml(...before), yaml(...after))
const v2 = { image: 'registry.example/web:2.0.0' }
const volume = { pod: { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] } }

describe('disruption', () => {
  it('warns of downtime for a single pod with a ReadWriteOnce volume', () => {
    expect(
      rule([deployment(volume), claim('data', 'x')], [deployment({ ...volume, ...v2 }), claim('data', 'x')]),
    ).toMatchObject([{ severity: 'warning', message: expect.stringContaining('holds data (ReadWriteOnce)') }])
  })

  it('only informs when the volume can be mounted by many, or there is none', () => {
    const many = claim('data', 'x', '1Gi', { accessModes: ['ReadWriteMany'] })
    expect(rule([deployment(volume), many], [deployment({ ...volume, ...v2 }), many])).toMatchObject([
      { severity: 'info' },
    ])
    expect(rule([deployment()], [deployment(v2)])).toMatchObject([{ severity: 'info' }])
  })

  it('warns of Recreate', () => {
    const spec = { strategy: { type: 'Recreate' }, replicas: 2 }
    expect(rule([deployment({ spec })], [deployment({ spec, ...v2 })])).toMatchObject([{ severity: 'warning' }])
  })

  it('tells StatefulSets and DaemonSets apart', () => {
    expect(rule([statefulSet()], [statefulSet(v2)])).toMatchObject([{ severity: 'warning' }])
    expect(
      rule([statefulSet({ spec: { replicas: 3 } })], [statefulSet({ spec: { replicas: 3 }, ...v2 })]),
    ).toMatchObject([{ severity: 'info' }])
    expect(rule([daemonSet()], [daemonSet(v2)])).toMatchObject([{ severity: 'info' }])
    const onDelete = { spec: { updateStrategy: { type: 'OnDelete' } } }
    expect(rule([daemonSet(onDelete)], [daemonSet({ ...onDelete, ...v2 })])[0]?.message).toContain(
      'Nothing restarts by itself',
    )
  })

  it('says nothing when the pod template does not change, or nothing runs', () => {
    expect(rule([deployment()], [deployment({ spec: { replicas: 5 } })])).toEqual([])
    expect(rule([deployment({ spec: { replicas: 0 } })], [deployment({ spec: { replicas: 0 }, ...v2 })])).toEqual([])
    expect(
      rule(
        [deployment({ container: { resources: { requests: { cpu: '1000m' } } } })],
        [deployment({ container: { resources: { requests: { cpu: 1 } } } })],
      ),
    ).toEqual([])
  })

  it('knows that another order of variables restarts pods too', () => {
    const env = (...names: string[]) => deployment({ container: { env: names.map((name) => ({ name, value: 'x' })) } })
    expect(rule([env('A', 'B')], [env('B', 'A')])).toHaveLength(1)
  })

  it('reports workloads that are scaled to zero or go', () => {
    expect(rule([deployment()], [deployment({ spec: { replicas: 0 } })])).toMatchObject([{ path: 'spec.replicas' }])
    const other = named('v1', 'ConfigMap', 'a')
    expect(
      findingsOf('disruption', tree([application('web')], deployment(), other), tree([application('web')], other)),
    ).toMatchObject([{ message: 'Its pods stop for good.' }])
  })

  it('warns of more replicas than a ReadWriteOnce volume has room for', () => {
    const scaled = (replicas: number) => deployment({ ...volume, spec: { replicas } })
    const many = claim('data', 'x', '1Gi', { accessModes: ['ReadWriteMany'] })
    expect(rule([scaled(1), claim('data', 'x')], [scaled(2), claim('data', 'x')])).toMatchObject([
      { path: 'spec.replicas', message: expect.stringContaining('all its pods share data (ReadWriteOnce)') },
    ])
    expect(rule([scaled(1), many], [scaled(2), many])).toEqual([])
    expect(rule([scaled(2), claim('data', 'x')], [scaled(1), claim('data', 'x')])).toEqual([])
  })
})
