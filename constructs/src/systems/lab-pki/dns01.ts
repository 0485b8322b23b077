import type { App } from '../../app/app.ts'

/**
 * What serves the DNS of a domain, as cert-manager knows it: it puts a record there for each certificate, which proves
 * that the domain is yours. The credentials are a secret need; domains that name the same `secret` share them.
 */
export type Dns01 =
  /** An API token that may edit the zone. */
  | (Credentials & { readonly provider: 'cloudflare' })
  | (Credentials & { readonly provider: 'digitalocean' })
  | (Credentials & {
      readonly provider: 'route53'
      readonly region: string
      /** @default the zone is looked for by its name, which takes a permission more */
      readonly hostedZoneID?: string
      /** ARN of a role to take on. @default none */
      readonly role?: string
    })
  /** A name server of your own that takes signed updates, such as BIND, Knot or PowerDNS. */
  | (Credentials & {
      readonly provider: 'rfc2136'
      /** Its address, and a port if that is not 53. */
      readonly nameserver: string
      readonly tsigKeyName: string
      /** @default HMACSHA256 */
      readonly tsigAlgorithm?: 'HMACMD5' | 'HMACSHA1' | 'HMACSHA256' | 'HMACSHA512'
      /** @default UDP */
      readonly protocol?: 'TCP' | 'UDP'
    })
  /** An acme-dns server, to which CNAMEs of `_acme-challenge` lead. */
  | (Credentials & { readonly provider: 'acmedns'; readonly host: string })
  /** Any other that cert-manager has, webhooks included: `dns01` is what its definition of an issuer calls so. */
  | {
      readonly provider: 'other'
      readonly dns01: Readonly<Record<string, unknown>>
      /** Secrets that `dns01` names: for each key of each, what the owner is asked. @default none */
      readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>
    }

interface Credentials {
  /** Name of the Secret with the credentials. @default `acme-<provider>` */
  readonly secret?: string
}

/** Secret -> key -> what the owner is asked for. */
type Questions = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What cert-manager is told, and the Secrets that it then reads. */
export interface Solver {
  readonly dns01: Readonly<Record<string, unknown>>
  readonly secrets: Questions
}

/** @see https://cert-manager.io/docs/configuration/acme/dns01/ */
export function solverOf(given: Dns01): Solver {
  if (given.provider === 'other') return { dns01: given.dns01, secrets: given.secrets ?? {} }
  const name = given.secret ?? `acme-${given.provider}`
  const from = (key: string) => ({ name, key })
  switch (given.provider) {
    case 'cloudflare':
      return {
        dns01: { cloudflare: { apiTokenSecretRef: from('api-token') } },
        secrets: {
          [name]: {
            'api-token': 'API token of Cloudflare that may edit the DNS of your zones (Zone:DNS:Edit, Zone:Zone:Read)',
          },
        },
      }
    case 'digitalocean':
      return {
        dns01: { digitalocean: { tokenSecretRef: from('access-token') } },
        secrets: { [name]: { 'access-token': 'Access token of DigitalOcean that may write domains' } },
      }
    case 'route53': {
      const { region, hostedZoneID, role } = given
      return {
        dns01: {
          route53: {
            region,
            ...(hostedZoneID ? { hostedZoneID } : {}),
            ...(role ? { role } : {}),
            accessKeyIDSecretRef: from('access-key-id'),
            secretAccessKeySecretRef: from('secret-access-key'),
          },
        },
        secrets: {
          [name]: {
            'access-key-id': 'Id of the AWS access key that may change records of Route 53',
            'secret-access-key': 'Secret access key of AWS that belongs to it',
          },
        },
      }
    }
    case 'rfc2136': {
      const { nameserver, protocol, tsigKeyName, tsigAlgorithm = 'HMACSHA256' } = given
      return {
        dns01: {
          rfc2136: {
            nameserver,
            ...(protocol ? { protocol } : {}),
            tsigKeyName,
            tsigAlgorithm,
            tsigSecretSecretRef: from('tsig-secret'),
          },
        },
        secrets: { [name]: { 'tsig-secret': `Secret of the TSIG key ${tsigKeyName}, in base64` } },
      }
    }
    case 'acmedns':
      return {
        dns01: { acmeDNS: { host: given.host, accountSecretRef: from('acmedns.json') } },
        secrets: {
          [name]: {
            'acmedns.json': `Accounts at ${given.host}: JSON with one entry per domain, as its /register answered`,
          },
        },
      }
    default:
      // The reader of props has reported a provider that there is not.
      return { dns01: {}, secrets: {} }
  }
}

/** Declares the Secrets of `solvers`, each once: several domains may share one. */
export function needCredentials(app: App, solvers: readonly Solver[]): void {
  const questions: Record<string, Readonly<Record<string, string>>> = {}
  for (const { secrets } of solvers) {
    for (const [name, keys] of Object.entries(secrets)) questions[name] = { ...questions[name], ...keys }
  }
  for (const [name, keys] of Object.entries(questions)) {
    app.addSecretNeed({
      name,
      keys: Object.fromEntries(Object.entries(keys).map(([key, question]) => [key, { from: 'user', question }])),
      why: "Lets cert-manager put the records there which prove to Let's Encrypt that a domain is yours",
    })
  }
}
