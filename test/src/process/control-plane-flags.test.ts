import { describe, expect, it } from 'vitest'
import type { ClusterPki } from './cluster-pki.ts'
import { apiServer } from './control-plane-flags.ts'

const pki = { files: { adminCertificate: '/pki/admin.crt', adminKey: '/pki/admin.key' } } as ClusterPki
const flags = (network?: Parameters<typeof apiServer>[0]['network']) =>
  apiServer({ etcdPort: 1, apiPort: 2, pki, evictAfterSeconds: 3, network })

describe('apiServer', () => {
  it('listens on the loopback interface only, and publishes no endpoint, without real nodes', () => {
    const args = flags()
    expect(args).toEqual(expect.arrayContaining(['--bind-address=127.0.0.1', '--endpoint-reconciler-type=none']))
    expect(args.filter((arg) => /kubelet|NodeRestriction/.test(arg))).toEqual([])
    expect(args).toContain('--service-cluster-ip-range=10.0.0.0/22')
  })

  it('has the network of Services that a tree with a fixed address needs', () => {
    const args = apiServer({ etcdPort: 1, apiPort: 2, pki, evictAfterSeconds: 3, serviceCidr: '10.96.0.0/12' })
    expect(args).toContain('--service-cluster-ip-range=10.96.0.0/12')
  })

  it('listens on the network of real nodes only, holds them to their own objects, and calls their kubelets', () => {
    const args = flags({ address: '198.18.1.1', names: [], serviceCidr: '198.18.65.0/24' })
    expect(args).toEqual(
      expect.arrayContaining([
        '--bind-address=198.18.1.1',
        '--advertise-address=198.18.1.1',
        '--service-cluster-ip-range=198.18.65.0/24',
        '--enable-admission-plugins=NodeRestriction',
        '--kubelet-client-certificate=/pki/admin.crt',
        '--kubelet-client-key=/pki/admin.key',
      ]),
    )
    expect(args).not.toContain('--endpoint-reconciler-type=none')
    expect(args.filter((arg) => arg.startsWith('--service-cluster-ip-range'))).toHaveLength(1)
  })
})
