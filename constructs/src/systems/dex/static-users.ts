import type { SecretNeed } from '../../app/secret-need.ts'
import type { Identity } from '../../cluster/cluster.ts'
import { type SecretEnv, variablePart } from './secret-env.ts'

const secretName = 'dex-users'

/** Entries of `staticPasswords`, with the hashes left to the environment. */
export function staticPasswords({ users, groups }: Identity) {
  return users.map((user) => ({
    email: user.email,
    hashFromEnv: hashVariable(user.id),
    username: user.username,
    userID: user.id,
    emailVerified: true,
    groups: Object.keys(groups)
      .filter((group) => groups[group]?.includes(user.email))
      .sort(),
  }))
}

/** The hashes' environment variables. */
export function userSecretEnv({ users }: Identity): SecretEnv[] {
  return users.map((user) => ({ variable: hashVariable(user.id), secret: secretName, key: user.id }))
}

/** One Secret with a bcrypt hash per user; undefined without users. */
export function userSecretNeed({ users }: Identity): Omit<SecretNeed, 'namespace'> | undefined {
  if (users.length === 0) return undefined
  return {
    name: secretName,
    keys: Object.fromEntries(
      users.map((user) => [
        user.id,
        { from: 'user-password-bcrypt', question: `Password of ${user.username} <${user.email}>` },
      ]),
    ),
    why: 'Bcrypt hashes of the passwords of the people who sign in at Dex itself',
  }
}

function hashVariable(id: string): string {
  return `USER_HASH_${variablePart(id)}`
}
