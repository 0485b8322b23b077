import { type DistributionId, distributionOf } from '../../distribution/distributions.ts'
import type { Draft } from '../draft.ts'
import { isEmail, isUuid } from '../names.ts'
import { errorRule, type Problem, quote, warningRule } from '../problem.ts'

const accountInvalid = errorRule('omni-account-invalid')
const eulaInvalid = errorRule('omni-eula-invalid')
const ubuntuInvalid = errorRule('ubuntu-release-invalid')
const omniOnTalos = warningRule('omni-on-talos')
const interfaceInvalid = errorRule('interface-invalid')

/** Answers that only the owner can give have the form that the systems expect. */
export function checkAppSettings({ apps, network, kubernetes }: Draft): Problem[] {
  return [
    ...checkInterface(network?.interface),
    ...checkOmni(apps?.omni),
    ...checkUbuntu(apps?.piNetboot?.ubuntu),
    ...checkTalos(kubernetes?.distribution, apps),
  ]
}

function checkInterface(name: string | undefined): Problem[] {
  // IFNAMSIZ is 16, one of which ends the text.
  if (name === undefined || /^[^\s/:]{1,15}$/.test(name)) return []
  const message = `${quote(name)} is no name of a network interface; allowed are 1 to 15 characters without spaces, / and :`
  return [interfaceInvalid('network.interface', message, 'Use the name that "ip link" shows, e.g. "eth0".')]
}

function checkOmni(omni: NonNullable<Draft['apps']>['omni']): Problem[] {
  const problems: Problem[] = []
  if (omni?.accountId !== undefined && !isUuid(omni.accountId)) {
    const message = `${quote(omni.accountId)} is no UUID`
    problems.push(
      accountInvalid('apps.omni.accountId', message, 'Make one with "uuidgen"; it cannot be changed later.'),
    )
  }
  if (omni?.eula?.name !== undefined && omni.eula.name.trim() === '') {
    const message = `${quote(omni.eula.name)} names nobody; the licence is accepted by a person`
    problems.push(eulaInvalid('apps.omni.eula.name', message, 'Write your name, or leave Omni out.'))
  }
  if (omni?.eula?.email !== undefined && !isEmail(omni.eula.email)) {
    const message = `${quote(omni.eula.email)} is no e-mail address`
    problems.push(eulaInvalid('apps.omni.eula.email', message, 'Write it like "you@example.org".'))
  }
  return problems
}

function checkUbuntu(release: string | undefined): Problem[] {
  if (release === undefined || /^\d\d\.(04|10)(\.\d+)?$/.test(release)) return []
  const message = `${quote(release)} is no release of Ubuntu; allowed is one such as 24.04.3`
  return [ubuntuInvalid('apps.piNetboot.ubuntu', message, 'Write it like "24.04.3".')]
}

function checkTalos(distribution: DistributionId | undefined, apps: Draft['apps']): Problem[] {
  if (!distribution || !distributionOf(distribution).managedByOmni || !apps?.omni) return []
  const message =
    'Omni has settings, but this is a Talos cluster: it would run inside what it manages and go down with it'
  return [omniOnTalos('apps.omni', message, 'Run Omni in a k3s cluster, or never let it manage this one.')]
}
