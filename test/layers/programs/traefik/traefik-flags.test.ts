import { expect, it } from 'vitest'
import { traefikFlags } from './traefik-flags.ts'

const entryPoints = { web: ':80', websecure: ':443', traefik: '127.0.0.1:8080' }

it('passes what the values say on to the entry points and the providers', () => {
  const flags = traefikFlags(
    {
      deployment: { replicas: 1 },
      providers: { kubernetesIngress: { publishedService: { enabled: true } } },
      ports: { websecure: { transport: { respondingTimeouts: { readTimeout: '0s' } } } },
      logs: { access: { enabled: true } },
      additionalArguments: ['--core.defaultRuleSyntax=v3'],
    },
    entryPoints,
  )
  expect(flags).toContain('--entryPoints.websecure.address=:443/tcp')
  expect(flags.slice(-4)).toEqual([
    '--providers.kubernetesingress.ingressendpoint.publishedservice=kube-system/traefik',
    '--entryPoints.websecure.transport.respondingTimeouts.readTimeout=0s',
    '--accesslog=true',
    '--core.defaultRuleSyntax=v3',
  ])
})

it('refuses every value that it knows nothing about', () => {
  const values = { hub: { token: 'x' }, ports: { websecure: { http3: { enabled: true } } } }
  expect(() => traefikFlags(values, entryPoints)).toThrow('hub.token, ports.websecure.http3.enabled is not known here')
})
