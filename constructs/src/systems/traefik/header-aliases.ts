import gte from 'semver/functions/gte.js'
import parse from 'semver/functions/parse.js'

const entryPoints = ['web', 'websecure'] as const

/**
 * Arguments that have Traefik drop request headers whose names contain anything but letters, digits and dashes: many
 * programs read `X_Auth_User` as `X-Auth-User`, so that a visitor could say who he is.
 *
 * @see https://doc.traefik.io/traefik/security/header-aliases/
 */
export const dropHeaderAliases: readonly string[] = entryPoints.map(
  (name) => `--entryPoints.${name}.http.aliasHeadersStrategy=delete`,
)

/** First k3s of each minor with Traefik 3.7.8. @see https://docs.k3s.io/release-notes/v1.36.X */
const underscoresSince = ['1.34.10', '1.35.7', '1.36.3']

/**
 * The same for the Traefik of k3s, which drops names with an underscore alone: 3.7.8, as k3s v1.36.4 brings it, knows no
 * more, and an argument that it does not know keeps it from starting. Older ones get none.
 */
export function dropUnderscores(k3sVersion: string): readonly string[] {
  const version = parse(k3sVersion)
  const first = underscoresSince.find((each) => parse(each)?.minor === version?.minor) ?? '1.37.0'
  if (!version || !gte(version, first)) return []
  return entryPoints.map((name) => `--entryPoints.${name}.http.underscoreHeadersStrategy=delete`)
}
