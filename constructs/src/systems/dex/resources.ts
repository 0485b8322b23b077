/** API group of Dex's storage. */
export const dexGroup = 'dex.coreos.com'

/**
 * Plural names of the custom resources that Dex stores its state in; some plurals are misspelt upstream.
 *
 * @see https://github.com/dexidp/dex/tree/v2.45.1/scripts/manifests/crds
 */
export const dexResources = [
  'authcodes',
  'authrequests',
  'connectors',
  'devicerequests',
  'devicetokens',
  'oauth2clients',
  'offlinesessionses',
  'passwords',
  'refreshtokens',
  'signingkeies',
] as const

/** Names of the CustomResourceDefinitions. */
export const dexCrdNames: readonly string[] = dexResources.map((resource) => `${resource}.${dexGroup}`)
