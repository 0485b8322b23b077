import type { Draft } from '../draft.ts'
import type { Problem } from '../problem.ts'
import { checkAddresses } from './addresses.ts'
import { checkAllocatable } from './allocatable.ts'
import { checkArchitectures } from './architecture.ts'
import { checkBoot } from './boot.ts'
import { checkCapabilities } from './capabilities.ts'
import { checkClusterName } from './cluster-name.ts'
import { checkConnectors } from './connectors.ts'
import { checkControlPlane } from './control-plane.ts'
import { checkDisks } from './disks.ts'
import { checkDomain } from './domain.ts'
import { checkFailureDomains } from './failure-domains.ts'
import { checkGit } from './git.ts'
import { checkInterface } from './interface.ts'
import { checkKubernetesVersion } from './kubernetes-version.ts'
import { checkLabels } from './labels.ts'
import { checkMachineSize } from './machine-size.ts'
import { checkMacs } from './macs.ts'
import { checkNodeNames } from './node-names.ts'
import { checkPeople } from './people.ts'
import { checkSubnet } from './subnet.ts'
import { checkTaints } from './taints.ts'

/** Looks at the whole of a definition, of which parts may be missing, for one kind of mistake. */
export type Check = (draft: Draft) => readonly Problem[]

/** All checks, in the order in which their findings are shown. */
export const checks: readonly Check[] = [
  checkClusterName,
  checkDomain,
  checkGit,
  checkKubernetesVersion,
  checkSubnet,
  checkAddresses,
  checkInterface,
  checkNodeNames,
  checkMacs,
  checkControlPlane,
  checkMachineSize,
  checkArchitectures,
  checkFailureDomains,
  checkAllocatable,
  checkBoot,
  checkDisks,
  checkLabels,
  checkTaints,
  checkCapabilities,
  checkPeople,
  checkConnectors,
]
