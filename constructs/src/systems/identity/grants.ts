import type { Cluster } from '../../cluster/cluster.ts'

/** What a person may do: everything, or look at everything but Secrets. */
export type AccessLevel = 'admin' | 'viewer'

/** A person or a group, and their level. */
export interface Grant {
  readonly level: AccessLevel
  readonly subject: { readonly kind: 'email' | 'group'; readonly name: string }
}

/** Members of this group of `identity.groups` may do what the admins may; all other groups may look. */
export const adminGroup = 'admins'

/**
 * Who may do what, from `identity` of the definition: the same for the Kubernetes API and for Argo CD.
 *
 * A group counts both by its name, as an upstream connector puts it into tokens, and by the people that the definition
 * lists, because most connectors know no groups.
 */
export function grantsFor({ identity }: Cluster): Grant[] {
  const admins = identity.admins.map((email) => grant('admin', 'email', email))
  const groups = Object.entries(identity.groups).flatMap(([group, emails]) => {
    const level = group === adminGroup ? 'admin' : 'viewer'
    return [grant(level, 'group', group), ...emails.map((email) => grant(level, 'email', email))]
  })
  return strongest([...admins, ...groups])
}

function grant(level: AccessLevel, kind: 'email' | 'group', name: string): Grant {
  return { level, subject: { kind, name } }
}

/** One grant for each subject: an admin needs no second grant as a viewer. */
function strongest(grants: readonly Grant[]): Grant[] {
  const bySubject = new Map<string, Grant>()
  for (const candidate of grants) {
    const key = `${candidate.subject.kind}:${candidate.subject.name}`
    if (bySubject.get(key)?.level !== 'admin') bySubject.set(key, candidate)
  }
  return [...bySubject.values()]
}
