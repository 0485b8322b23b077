import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import { type Draft, placed } from '../draft.ts'
import { isEmail, isUuid } from '../names.ts'
import { formatPath } from '../path.ts'
import { duplicates, quote } from '../problem.ts'

const noAdmin = defineRule('admin-missing', 'error', {
  title: 'nobody is an administrator',
  why: 'Nobody could administer the cluster.',
  remedy: 'Add your e-mail address.',
})

const cannotSignIn = defineRule('admin-cannot-sign-in', 'error', {
  title: 'an administrator cannot sign in',
  why: 'Without a connector only `identity.users` can sign in.',
  remedy: 'Add the person there, or a connector.',
})

const adminDuplicate = defineRule('admin-duplicate', 'warning', {
  title: 'an administrator is listed twice',
  why: 'The second entry does nothing.',
  remedy: 'Remove one.',
})

const emailInvalid = defineRule('email-invalid', 'error', {
  title: 'an e-mail address is malformed',
  why: 'People are matched by their e-mail address.',
  remedy: 'Write it like "you@example.org": sign-in is matched by it.',
})

const emailDuplicate = defineRule('user-email-duplicate', 'error', {
  title: 'two users have one e-mail address',
  why: 'Dex knows users by their e-mail address.',
  remedy: 'Remove one of the two.',
})

const idDuplicate = defineRule('user-id-duplicate', 'error', {
  title: 'two users have one id',
  why: 'Two people would be one in tokens.',
  remedy: 'Make another with "uuidgen".',
})

const uuidInvalid = defineRule('uuid-invalid', 'error', {
  title: 'the id of a user is not a UUID',
  why: 'The id is the subject of tokens, and must never be given twice.',
  remedy: 'Make one with "uuidgen" and keep it: it is who the person is in tokens.',
})

const nameInvalid = defineRule('user-name-invalid', 'error', {
  title: 'the name of a user is not one word',
  why: 'A user name is one word.',
  remedy: 'Write it like "ada".',
})

const groupInvalid = defineRule('group-name-invalid', 'error', {
  title: 'the name of a group is not legal',
  why: "`system:` groups are Kubernetes' own, and tokens and roles cannot hold the rest.",
  remedy: 'Write it like "developers".',
})

type Identity = NonNullable<Draft['identity']>

/** Somebody can sign in and administer the cluster, and everybody is named in a way that tokens can carry. */
export const checkPeople: DefinitionCheck = {
  rules: [
    noAdmin,
    cannotSignIn,
    adminDuplicate,
    emailInvalid,
    emailDuplicate,
    idDuplicate,
    uuidInvalid,
    nameInvalid,
    groupInvalid,
  ],
  run({ identity = {} }) {
    return [...checkEmails(identity), ...checkAdmins(identity), ...checkGroups(identity), ...checkUsers(identity)]
  },
}

function emailsOf({ admins, groups, users }: Identity): { value: string; path: string }[] {
  return [
    ...placed(admins, 'identity.admins'),
    ...Object.entries(groups ?? {}).flatMap(([name, members]) =>
      placed(members, formatPath(['identity', 'groups', name])),
    ),
    ...placed(users, 'identity.users').flatMap(({ value, path }) =>
      value.email === undefined ? [] : [{ value: value.email, path: `${path}.email` }],
    ),
  ]
}

function checkEmails(identity: Identity): Problem[] {
  return emailsOf(identity)
    .filter(({ value }) => !isEmail(value))
    .map(({ value, path }) => emailInvalid.problem(path, `${quote(value)} is not an e-mail address`))
}

function checkAdmins({ admins, users, connectors }: Identity): Problem[] {
  if (admins === undefined) return []
  if (admins.length === 0) {
    return [noAdmin.problem('identity.admins', '[] names nobody; at least one person must administer the cluster')]
  }
  const all = placed(admins, 'identity.admins')
  const twice = duplicates(
    all,
    ({ value }) => value.toLowerCase(),
    ({ value, path }) => adminDuplicate.problem(path, `${quote(value)} is listed twice`),
  )
  // Behind a connector anyone may exist; without one, only the users listed here do.
  const known = placed(users, '').map(({ value }) => value.email)
  if ((connectors?.length ?? 0) > 0 || known.includes(undefined) || users?.includes(undefined)) return twice
  const lost = all.filter(
    ({ value }) => isEmail(value) && !known.some((email) => email?.toLowerCase() === value.toLowerCase()),
  )
  const remedy = 'Add the person to identity.users, or a connector that knows them.'
  return [
    ...twice,
    ...lost.map(({ value, path }) => {
      const message = `${quote(value)} can never sign in: there is no connector and no user with this address`
      return cannotSignIn.problem(path, message, remedy)
    }),
  ]
}

function checkGroups({ groups }: Identity): Problem[] {
  return Object.keys(groups ?? {})
    .filter((name) => !/^[A-Za-z0-9]([\w.:@/-]*[A-Za-z0-9])?$/.test(name) || name.startsWith('system:'))
    .map((name) => {
      const message = `${quote(name)} is not a usable group name; allowed are letters, digits and .:@/_- inside, not starting with system:`
      return groupInvalid.problem(formatPath(['identity', 'groups', name]), message)
    })
}

function checkUsers({ users }: Identity): Problem[] {
  const all = placed(users, 'identity.users')
  return [
    ...all.flatMap(({ value, path }) => {
      const problems: Problem[] = []
      if (value.id !== undefined && !isUuid(value.id)) {
        const message = `${quote(value.id)} is not a UUID`
        problems.push(uuidInvalid.problem(`${path}.id`, message))
      }
      if (value.username !== undefined && !/^\S+$/.test(value.username)) {
        const message = `${quote(value.username)} is not a user name; allowed is one word`
        problems.push(nameInvalid.problem(`${path}.username`, message))
      }
      return problems
    }),
    ...duplicates(
      all,
      ({ value }) => value.email?.toLowerCase(),
      ({ value, path }, earlier) =>
        emailDuplicate.problem(`${path}.email`, `${quote(value.email)} is the address of ${earlier.path} already`),
    ),
    ...duplicates(
      all,
      ({ value }) => value.id?.toLowerCase(),
      ({ value, path }, earlier) =>
        idDuplicate.problem(`${path}.id`, `${quote(value.id)} is the id of ${earlier.path} already`),
    ),
  ]
}
