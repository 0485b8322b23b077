import { defineRule, type Problem } from '../../finding/rule.ts'
import type { Connector } from '../cluster.ts'
import type { Partly } from '../draft.ts'

export const connectorSettingUseless = defineRule('connector-setting-useless', 'error', {
  title: 'a setting of a connector does nothing without another one',
  why: 'Dex ignores it, and lets in more people than was meant.',
  remedy: 'Add the setting that the message names.',
})

/** A setting -> the one that it does nothing without. */
const companions: Readonly<Record<string, readonly (readonly [setting: string, without: string])[]>> = {
  google: [
    ['groups', 'domainToAdminEmail'],
    ['fetchTransitiveGroupMembership', 'domainToAdminEmail'],
  ],
  microsoft: [['useGroupsAsWhitelist', 'groups']],
  saml: [
    ['filterGroups', 'allowedGroups'],
    ['allowedGroups', 'groupsAttr'],
    ['groupsDelim', 'groupsAttr'],
  ],
}

/** Settings that do nothing without another one. */
export function checkCompanions(connector: Partly<Connector>, path: string): Problem[] {
  return (companions[connector.type ?? ''] ?? []).flatMap(([setting, without]) => {
    if (!Reflect.get(connector, setting) || Reflect.get(connector, without) !== undefined) return []
    return [
      connectorSettingUseless.problem(
        `${path}.${setting}`,
        `${setting} does nothing without ${without}`,
        `Add ${without}.`,
      ),
    ]
  })
}
