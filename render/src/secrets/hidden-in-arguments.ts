import { isLiteralCredential, looksLiteral } from './looks-literal.ts'
import { isPrivateName } from './sensitive-name.ts'

/** A credential in the arguments of a command. */
export interface FoundArgument {
  /** The part of the argument before the credential. */
  readonly prefix: string
  readonly value: string
  readonly why: string
  readonly literal: boolean
}

/**
 * Tells which texts of a list are credentials because of the arguments around them: `--token x`, `-u me:x` of curl,
 * `-a x` of redis-cli, `-p x` of sshpass, `-px` of mysql.
 */
export function argumentJudge(list: readonly unknown[]): (index: number) => FoundArgument | undefined {
  const runs = (program: RegExp) => list.some((each) => typeof each === 'string' && program.test(each))
  const [redis, sshpass, mysql] = [/^(redis|valkey)-cli$/, /^sshpass$/, /^(mysql|mariadb)/].map(runs)
  const takesPassword = (flag: string, value: string): boolean => {
    if (flag === '-a') return redis === true
    if (flag === '-p') return sshpass === true
    return /^(-u|--user|--proxy-user)$/.test(flag) && /^[^:]*[A-Za-z][^:]*:[^/].{2,}/.test(value)
  }
  return (index) => {
    const [flag, value] = [list[index - 1], list[index]]
    if (typeof value !== 'string') return undefined
    if (typeof flag === 'string' && !value.startsWith('-')) {
      const name = flag.replace(/^-+/, '')
      const isNamed = /^--?[A-Za-z]/.test(flag) && isPrivateName(name)
      if (isNamed || takesPassword(flag, value)) {
        const literal = isPrivateName(name) ? isLiteralCredential(name, value) : looksLiteral(value)
        return { prefix: '', value, why: `it follows ${flag}`, literal }
      }
    }
    if (!mysql || !/^-p.{3,}/.test(value)) return undefined
    const password = value.slice(2)
    return { prefix: '-p', value: password, why: 'it is a password on a command line', literal: looksLiteral(password) }
  }
}
