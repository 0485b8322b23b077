import { type Draft, placed } from '../draft.ts'
import { isEmail, isUuid } from '../names.ts'
import { formatPath } from '../path.ts'
import { duplicates, errorRule, type Problem, quote, warningRule } from '../problem.ts'

const noAdmin = errorRule('admin-missing')
const cannotSignIn = errorRule('admin-cannot-sign-in')
const adminDuplicate = warningRule('admin-duplicate')
const emailInvalid = errorRule('email-invalid')
const emailDuplicate = errorRule('user-email-duplicate')
const idDuplicate = errorRule('user-id-duplicate')
const uuidInvalid = errorRule('uuid-invalid')
const nameInvalid = errorRule('user-name-invalid')
const groupInvalid = errorRule('group-name-invalid')

type Identity = NonNullable<Draft['identity']>

/** Somebody can sign in and administer the cluster, and everybody is named in a way that tokens can carry. */
export function checkPeople({ identity = {} }: Draft): Problem[] {
  return [...checkEmails(identity), ...checkAdmins(identity), ...checkGroups(identity), ...checkUsers(identity)]
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
    .map(({ value, path }) =>
      emailInvalid(
        path,
        `${quote(value)} is no e-mail address`,
        'Write it like "you@example.org": sign-in is matched by it.',
      ),
    )
}

function checkAdmins({ admins, users, connectors }: Identity): Problem[] {
  if (admins === undefined) return []
  if (admins.length === 0) {
    return [
      noAdmin(
        'identity.admins',
        '[] names nobody; at least one person must administer the cluster',
        'Add your e-mail address.',
      ),
    ]
  }
  const all = placed(admins, 'identity.admins')
  const twice = duplicates(
    all,
    ({ value }) => value.toLowerCase(),
    ({ value, path }) => adminDuplicate(path, `${quote(value)} is listed twice`, 'Remove one.'),
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
    ...lost.map(({ value, path }) =>
      cannotSignIn(
        path,
        `${quote(value)} can never sign in: there is no connector and no user with this address`,
        remedy,
      ),
    ),
  ]
}

function checkGroups({ groups }: Identity): Problem[] {
  return Object.keys(groups ?? {})
    .filter((name) => !/^[A-Za-z0-9]([\w.:@/-]*[A-Za-z0-9])?$/.test(name) || name.startsWith('system:'))
    .map((name) => {
      const message = `${quote(name)} is no usable group name; allowed are letters, digits and .:@/_- inside, not starting with system:`
      return groupInvalid(formatPath(['identity', 'groups', name]), message, 'Write it like "developers".')
    })
}

function checkUsers({ users }: Identity): Problem[] {
  const all = placed(users, 'identity.users')
  return [
    ...all.flatMap(({ value, path }) => {
      const problems: Problem[] = []
      if (value.id !== undefined && !isUuid(value.id)) {
        const message = `${quote(value.id)} is no UUID`
        problems.push(
          uuidInvalid(`${path}.id`, message, 'Make one with "uuidgen" and keep it: it is who the person is in tokens.'),
        )
      }
      if (value.username !== undefined && !/^\S+$/.test(value.username)) {
        const message = `${quote(value.username)} is no user name; allowed is one word`
        problems.push(nameInvalid(`${path}.username`, message, 'Write it like "ada".'))
      }
      return problems
    }),
    ...duplicates(
      all,
      ({ value }) => value.email?.toLowerCase(),
      ({ value, path }, earlier) =>
        emailDuplicate(
          `${path}.email`,
          `${quote(value.email)} is the address of ${earlier.path} already`,
          'Remove one of the two.',
        ),
    ),
    ...duplicates(
      all,
      ({ value }) => value.id?.toLowerCase(),
      ({ value, path }, earlier) =>
        idDuplicate(
          `${path}.id`,
          `${quote(value.id)} is the id of ${earlier.path} already`,
          'Make another with "uuidgen".',
        ),
    ),
  ]
}
