import { type DistributionId, distributionOf } from '../../distribution/distributions.ts'
import { defineRule, type Problem } from '../../finding/rule.ts'
import type { DefinitionCheck } from '../definition-check.ts'
import type { Draft } from '../draft.ts'
import { isEmail, isUuid } from '../names.ts'
import { quote } from '../problem.ts'

const accountInvalid = defineRule({
  id: 'omni-account-invalid',
  severity: 'error',
  title: 'the account of Omni is not a UUID',
  why: "Omni's account is a UUID and cannot be changed later.",
  remedy: 'Make one with "uuidgen"; it cannot be changed later.',
})

const eulaInvalid = defineRule({
  id: 'omni-eula-invalid',
  severity: 'error',
  title: 'nobody accepts the licence of Omni',
  why: 'A person accepts the licence.',
  remedy: 'Write your name and address.',
})

const ubuntuInvalid = defineRule({
  id: 'ubuntu-release-invalid',
  severity: 'error',
  title: 'the release of Ubuntu does not exist',
  why: 'There is no such release to download.',
  remedy: 'Write it like "24.04.3".',
})

const omniOnTalos = defineRule({
  id: 'omni-on-talos',
  severity: 'warning',
  title: 'Omni runs in a Talos cluster',
  why: 'Omni must not run in a cluster that it manages.',
  remedy: 'Run Omni in a k3s cluster, or never let it manage this one.',
})

const interfaceInvalid = defineRule({
  id: 'interface-invalid',
  severity: 'error',
  title: '`network.interface` is not the name of an interface',
  why: 'Linux has no such interface names.',
  remedy: 'Use the name that "ip link" shows, e.g. "eth0".',
})

/** Answers that only the owner can give have the form that the systems expect. */
export const checkAppSettings: DefinitionCheck = {
  rules: [accountInvalid, eulaInvalid, ubuntuInvalid, omniOnTalos, interfaceInvalid],
  run({ apps, network, kubernetes }) {
    return [
      ...checkInterface(network?.interface),
      ...checkOmni(apps?.omni),
      ...checkUbuntu(apps?.piNetboot?.ubuntu),
      ...checkTalos(kubernetes?.distribution, apps),
    ]
  },
}

function checkInterface(name: string | undefined): Problem[] {
  // IFNAMSIZ is 16, one of which ends the text.
  if (name === undefined || /^[^\s/:]{1,15}$/.test(name)) return []
  const message = `${quote(name)} is no name of a network interface; allowed are 1 to 15 characters without spaces, / and :`
  return [interfaceInvalid.problem('network.interface', message)]
}

function checkOmni(omni: NonNullable<Draft['apps']>['omni']): Problem[] {
  const problems: Problem[] = []
  if (omni?.accountId !== undefined && !isUuid(omni.accountId)) {
    const message = `${quote(omni.accountId)} is no UUID`
    problems.push(accountInvalid.problem('apps.omni.accountId', message))
  }
  if (omni?.eula?.name !== undefined && omni.eula.name.trim() === '') {
    const message = `${quote(omni.eula.name)} names nobody; the licence is accepted by a person`
    problems.push(eulaInvalid.problem('apps.omni.eula.name', message, 'Write your name, or leave Omni out.'))
  }
  if (omni?.eula?.email !== undefined && !isEmail(omni.eula.email)) {
    const message = `${quote(omni.eula.email)} is no e-mail address`
    problems.push(eulaInvalid.problem('apps.omni.eula.email', message, 'Write it like "you@example.org".'))
  }
  return problems
}

function checkUbuntu(release: string | undefined): Problem[] {
  if (release === undefined || /^\d\d\.(04|10)(\.\d+)?$/.test(release)) return []
  const message = `${quote(release)} is no release of Ubuntu; allowed is one such as 24.04.3`
  return [ubuntuInvalid.problem('apps.piNetboot.ubuntu', message)]
}

function checkTalos(distribution: DistributionId | undefined, apps: Draft['apps']): Problem[] {
  if (!distribution || !distributionOf(distribution).managedByOmni || !apps?.omni) return []
  const message =
    'Omni has settings, but this is a Talos cluster: it would run inside what it manages and go down with it'
  return [omniOnTalos.problem('apps.omni', message)]
}
