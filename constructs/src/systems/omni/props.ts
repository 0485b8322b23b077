import type { App } from '../../app/app.ts'
import { appReference, type PropsShape, readProps } from '../../app/read-props.ts'
import type { BlockStorage, IdentityProvider, IngressController, LoadBalancer, Trust } from '../../app/roles.ts'
import { isEmail, isUuid } from '../../cluster/names.ts'
import { errorRule, quote, warningRule } from '../../cluster/problem.ts'
import { object, text } from '../../cluster/shapes.ts'
import { distributionOf } from '../../distribution/distributions.ts'

export interface OmniProps {
  /** Account UUID, e.g. from `uuidgen`. It cannot be changed later. */
  readonly accountId: string
  /** Address of the service pool at which WireGuard answers. Machines remember it: it must never change by itself. */
  readonly address: string
  /**
   * Name and e-mail of the person who accepts Omni's end user licence agreement (BSL 1.1; home-lab use is allowed).
   *
   * @see https://github.com/siderolabs/omni/blob/main/LICENSE
   */
  readonly eula: { readonly name: string; readonly email: string }
  readonly ingress: IngressController
  readonly identity: IdentityProvider
  readonly trust: Trust
  readonly loadBalancer: LoadBalancer
  readonly storage: BlockStorage
}

const accountInvalid = errorRule('omni-account-invalid')
const eulaInvalid = errorRule('omni-eula-invalid')
const onTalos = warningRule('omni-on-talos')

const shape: PropsShape<OmniProps> = {
  accountId: text,
  address: text,
  eula: object({ name: text, email: text }),
  ingress: appReference('an ingress controller, such as Traefik'),
  identity: appReference('an identity provider, such as Dex'),
  trust: appReference('what makes certificates, such as LabPki'),
  loadBalancer: appReference('a load balancer, such as KubeVip'),
  storage: appReference('replicated volumes, such as Longhorn'),
}

const examples = {
  accountId: "'3f1c7a52-6d0e-4c7b-9a41-8f4f5f0f5a11'",
  address: "'192.168.20.201'",
  eula: "{ name: 'Your Name', email: 'you@example.org' }",
  'eula.name': "'Your Name'",
  'eula.email': "'you@example.org'",
}

/** Reads the props of `app`, and reports what is wrong with them. */
export function readOmniProps(app: App, props: OmniProps): OmniProps {
  const read = readProps(app, shape, props, examples)
  const { accountId, eula } = read
  if (!isUuid(accountId)) {
    app.report(
      accountInvalid(
        'accountId',
        `${quote(accountId)} is not a UUID`,
        'Make one with "uuidgen"; it cannot be changed later.',
      ),
    )
  }
  if (eula.name.trim() === '') {
    const message = `${quote(eula.name)} names nobody; the licence is accepted by a person`
    app.report(eulaInvalid('eula.name', message, 'Write your name, or leave Omni out.'))
  }
  if (!isEmail(eula.email)) {
    const message = `${quote(eula.email)} is not an e-mail address`
    app.report(eulaInvalid('eula.email', message, 'Write it like "you@example.org".'))
  }
  const distribution = distributionOf(app.cluster.kubernetes.distribution)
  if (distribution.managedByOmni) {
    const message = `this is a ${distribution.title} cluster: Omni would run inside what it manages, and go down with it`
    app.report(onTalos('', message, 'Run Omni in a k3s cluster, or never let it manage this one.'))
  }
  return read
}
