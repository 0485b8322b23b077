import type { App } from '../../app/app.ts'
import { ClusterIssuer } from '../../custom-resources/cert-manager.ts'
import { needCredentials, type Solver, solverOf } from './dns01.ts'
import type { LetsEncryptProps } from './props.ts'

const environments = {
  production: { name: 'letsencrypt', server: 'https://acme-v02.api.letsencrypt.org/directory' },
  staging: { name: 'letsencrypt-staging', server: 'https://acme-staging-v02.api.letsencrypt.org/directory' },
} as const

/** Adds the issuer for the owner's public domains, with a solver for each thing that serves their DNS. Returns its name. */
export function addPublicIssuer(app: App, { email, domains, staging }: LetsEncryptProps): string {
  const { name, server } = environments[staging ? 'staging' : 'production']
  const solvers = new Map<string, Solver & { readonly dnsZones: string[] }>()
  for (const [domain, given] of Object.entries(domains)) {
    const solver = solverOf(given)
    const key = JSON.stringify(solver.dns01)
    const known = solvers.get(key) ?? { ...solver, dnsZones: [] }
    known.dnsZones.push(domain)
    solvers.set(key, known)
  }
  needCredentials(app, [...solvers.values()])
  new ClusterIssuer(app, 'public-issuer', {
    metadata: { name },
    spec: {
      acme: {
        server,
        email,
        privateKeySecretRef: { name: `${name}-account` },
        solvers: [...solvers.values()].map(({ dns01, dnsZones }) => ({ selector: { dnsZones }, dns01 })),
      },
    },
  })
  return name
}
