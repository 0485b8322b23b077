import { isDnsLabel, toDnsLabel } from '../cluster/names.ts'
import { quote } from '../cluster/problem.ts'
import type { Problem } from '../finding/rule.ts'
import { appInvalid } from './app-invalid.ts'

/** What is wrong with an app's name, or its namespace: it becomes an Application, a Namespace and labels. */
export function judgeAppName(what: 'name' | 'namespace', text: string): Problem[] {
  if (typeof text !== 'string') {
    const message = `${quote(text)} was given; an app takes a ${what} in quotes, behind the cluster`
    return [appInvalid.problem(what, message, "Write e.g. new KubeVip(cluster, 'kube-vip').")]
  }
  if (isDnsLabel(text)) return []
  const message = `${quote(text)} is not a ${what} of an app; allowed are at most 63 of a-z, 0-9 and -, with a letter or digit at both ends`
  const better = toDnsLabel(text)
  return [appInvalid.problem(what, message, better ? `Write '${better}'.` : `Choose a ${what} of these.`)]
}

/** What is wrong with a name that another app has. */
export function duplicateAppName(name: string): Problem {
  const message = `two apps are called ${quote(name)}; each needs a name of its own, for its Application and its folder`
  return appInvalid.problem('name', message, 'Give one of them another name.')
}
