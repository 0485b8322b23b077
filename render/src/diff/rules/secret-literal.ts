import { defineRule } from '@ainur/constructs/finding'
import type { DiffCheck } from '../rule/diff-check.ts'

const rule = defineRule('secret-literal', 'error', {
  title: 'a secret value is in Git',
  why: 'Everybody who can read the repository, every clone and every backup has the value from now on, and removing it in a later commit does not take it back. Found by the kind Secret, by the name of a variable, key or flag, and by the form of tokens and private keys, in ConfigMaps, environment variables, arguments and embedded documents too. The value itself is never shown.',
  remedy:
    'Keep it out of Git: let a Secret be made in the cluster (a secret need, SealedSecret, ExternalSecret) and refer to it. If it was pushed already, change it.',
  accept:
    'Accept it for values that are not secret at all, such as the public demo password of an example. Change every real secret that was ever pushed.',
})

/** A secret value that the change writes into Git. */
export const secretLiteral: DiffCheck = {
  rule,
  *run({ changes }) {
    for (const { before, after } of changes) {
      if (!after) continue
      const known = new Set(before?.secrets.filter(({ literal }) => literal).map(({ fingerprint }) => fingerprint))
      for (const { path, why, literal, fingerprint } of after.secrets) {
        if (!literal || known.has(fingerprint)) continue
        known.add(fingerprint)
        yield rule.finding(after.ref, path, `A secret value would be committed: ${why}.`)
      }
    }
  },
}
