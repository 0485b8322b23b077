import type { App } from '../../app/app.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { BlockStorage, IdentityProvider, IngressController, LoadBalancer, Trust } from '../../app/roles.ts'
import { isEmail, isUuid } from '../../cluster/names.ts'
import { quote } from '../../cluster/problem.ts'
import { object, optional, text, texts } from '../../cluster/shapes.ts'
import { distributionOf } from '../../distribution/distributions.ts'
import { defineRule } from '../../finding/rule.ts'
import { backupRules, judgeBackups, type S3Bucket } from './backups.ts'
import { type OmniSettings, omniSettingRules, omniSettingsShape } from './settings.ts'
import { judgeWorkloadProxy, type WorkloadProxy } from './workload-proxy.ts'

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
  /** Publishes services of the managed clusters through Omni, each under a host of its own. @default none */
  readonly workloadProxy?: WorkloadProxy
  /** Where backups of the managed clusters' etcd go. @default the volume of Omni */
  readonly backups?: S3Bucket
  /** Anything else of Omni's configuration, checked against upstream's schema; no secrets. @default upstream's defaults */
  readonly settings?: OmniSettings
  readonly ingress: IngressController
  readonly identity: IdentityProvider
  readonly trust: Trust
  readonly loadBalancer: LoadBalancer
  readonly storage: BlockStorage
}

const accountInvalid = defineRule('omni-account-invalid', 'error', {
  title: 'the account of Omni is not a UUID',
  why: "Omni's account is a UUID and cannot be changed later.",
  remedy: 'Make one with "uuidgen"; it cannot be changed later.',
})

const eulaInvalid = defineRule('omni-eula-invalid', 'error', {
  title: 'nobody accepts the licence of Omni',
  why: 'A person accepts the licence.',
  remedy: 'Write your name and address.',
})

const onTalos = defineRule('omni-on-talos', 'warning', {
  title: 'Omni runs in a Talos cluster',
  why: 'Omni must not run in a cluster that it manages.',
  remedy: 'Run Omni in a k3s cluster, or never let it manage this one.',
})

export const omniRules = [accountInvalid, eulaInvalid, onTalos, ...backupRules, ...omniSettingRules]

const shape: PropsShape<OmniProps> = {
  accountId: text,
  address: text,
  eula: object({ name: text, email: text }),
  workloadProxy: optional(object({ prefixes: texts })),
  backups: optional(object({ bucket: text, endpoint: optional(text), region: optional(text) })),
  settings: optional(omniSettingsShape),
  ingress: roleReferences.ingress,
  identity: roleReferences.identity,
  trust: roleReferences.trust,
  loadBalancer: roleReferences.loadBalancer,
  storage: roleReferences.storage,
}

const examples = {
  accountId: "'3f1c7a52-6d0e-4c7b-9a41-8f4f5f0f5a11'",
  address: "'192.168.20.201'",
  eula: "{ name: 'Your Name', email: 'you@example.org' }",
  'eula.name': "'Your Name'",
  'eula.email': "'you@example.org'",
  'workloadProxy.prefixes': "['grafana']",
  'backups.bucket': "'omni-backups'",
}

/** Reads the props of `app`, and reports what is wrong with them. */
export function readOmniProps(app: App, props: OmniProps): OmniProps {
  const read = readProps(app, shape, props, examples)
  const { accountId, eula } = read
  if (!isUuid(accountId)) {
    app.report(accountInvalid.problem('accountId', `${quote(accountId)} is not a UUID`))
  }
  if (eula.name.trim() === '') {
    const message = `${quote(eula.name)} names nobody; the licence is accepted by a person`
    app.report(eulaInvalid.problem('eula.name', message, 'Write your name, or leave Omni out.'))
  }
  if (!isEmail(eula.email)) {
    const message = `${quote(eula.email)} is not an e-mail address`
    app.report(eulaInvalid.problem('eula.email', message, 'Write it like "you@example.org".'))
  }
  for (const problem of read.workloadProxy ? judgeWorkloadProxy(read.workloadProxy) : []) app.report(problem)
  for (const problem of read.backups ? judgeBackups(read.backups) : []) app.report(problem)
  const distribution = distributionOf(app.cluster.kubernetes.distribution)
  if (distribution.managedByOmni) {
    const message = `this is a ${distribution.title} cluster: Omni would run inside what it manages, and go down with it`
    app.report(onTalos.problem('', message))
  }
  return read
}
