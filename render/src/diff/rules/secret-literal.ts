import { report } from '../rule/report.ts'
import type { Rule } from '../rule/rule.ts'

/** A secret value that the change writes into Git. */
export const secretLiteral: Rule = {
  id: 'secret-literal',
  severity: 'error',
  title: 'a secret value stands in Git',
  why: 'Everybody who can read the repository, every clone and every backup has the value from now on, and removing it in a later commit does not take it back. Found by the kind Secret, by the name of a variable, key or flag, and by the form of tokens and private keys, in ConfigMaps, environment variables, arguments and embedded documents too. The value itself is never shown.',
  accept:
    'Accept it for values that are no secret at all, such as the public demo password of an example. Change every real secret that was ever pushed.',
  *run({ changes }) {
    for (const { before, after } of changes) {
      if (!after) continue
      const known = new Set(before?.secrets.filter(({ literal }) => literal).map(({ fingerprint }) => fingerprint))
      for (const { path, why, literal, fingerprint } of after.secrets) {
        if (!literal || known.has(fingerprint)) continue
        known.add(fingerprint)
        yield report(
          'secret-literal',
          'error',
          after.ref,
          path,
          `A secret value would be committed: ${why}.`,
          'Keep it out of Git: let a Secret be made in the cluster (a secret need, SealedSecret, ExternalSecret) and refer to it. If it was pushed already, change it.',
        )
      }
    }
  },
}
