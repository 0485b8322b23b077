import { configShape, type Settings } from '../../app/config-shape.ts'
import { isRecord } from '../../app/is-record.ts'
import { quote } from '../../cluster/problem.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'
import { omniConfigTable } from './generated/config-table.ts'

/** Any part of Omni's configuration, as its schema has it. @see https://docs.siderolabs.com/omni/reference/omni-configuration */
export type OmniSettings = Settings<typeof omniConfigTable>

export const omniSettingsShape = configShape(omniConfigTable)

const reserved = defineRule('omni-setting-reserved', 'error', {
  title: 'a setting of Omni is given twice',
  why: 'The construct sets it itself, from its props and the definition.',
  remedy: 'Remove it; the message names what says it instead.',
})

const inClear = defineRule('omni-setting-secret', 'error', {
  title: 'the settings of Omni hold a secret',
  why: 'The settings become a ConfigMap, which is committed.',
  remedy: 'Remove it, and change it if it was committed.',
})

export const omniSettingRules = [reserved, inClear]

/** Settings that hold a secret -> nothing: they cannot be given. */
const secrets = /(^|\.)(clientSecret|password|imageFactoryPassword|token|apiKey|appToken)$/

/** Beginnings of paths that cannot be given -> what says it instead. */
const instead: readonly (readonly [path: string, remedy: string])[] = [
  ['account.id', 'Write accountId.'],
  ['account.name', 'It is the name of the cluster.'],
  ['eulaAccept', 'Write eula.'],
  ['auth.initialUsers', 'Name them in identity.admins of the definition.'],
  ['auth.auth0', 'Remove it: people sign in through the identity provider that is handed over.'],
  ['auth.saml', 'Remove it: people sign in through the identity provider that is handed over.'],
  ['auth.webauthn', 'Remove it: people sign in through the identity provider that is handed over.'],
  ['services.siderolink.wireGuard', 'Write address.'],
  ['services.workloadProxy', 'Write workloadProxy.'],
  ['etcdBackup.localPath', 'Write backups.'],
  ['etcdBackup.s3Enabled', 'Write backups.'],
]

/** What of `settings` cannot be said there: what `own` says already, and secrets. */
export function judgeSettings(settings: OmniSettings, own: Readonly<Record<string, unknown>>): Problem[] {
  const taken = new Set(leaves(own).map(({ path }) => path))
  return leaves(settings).flatMap(({ path, value }) => {
    const at = `settings.${path}`
    if (secrets.test(path)) return [inClear.problem(at, `${path} is a secret, and the settings are committed`)]
    const known = instead.find(([begin]) => path === begin || path.startsWith(`${begin}.`))
    if (!known && !taken.has(path)) return []
    return [reserved.problem(at, `${path} is set already; ${quote(value)} was given`, known?.[1] ?? 'Remove it.')]
  })
}

function leaves(value: unknown, path: readonly string[] = []): { readonly path: string; readonly value: unknown }[] {
  if (isRecord(value)) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
  return value === undefined ? [] : [{ path: path.join('.'), value }]
}
