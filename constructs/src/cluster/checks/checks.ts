import type { DefinitionCheck } from '../definition-check.ts'
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
import { checkDualStack } from './dual-stack.ts'
import { checkFailureDomains } from './failure-domains.ts'
import { checkGit } from './git.ts'
import { checkInterface } from './interface.ts'
import { checkInterfaces } from './interfaces.ts'
import { checkKubernetesVersion } from './kubernetes-version.ts'
import { checkLabels } from './labels.ts'
import { checkMachineSize } from './machine-size.ts'
import { checkMachines } from './machines.ts'
import { checkMacs } from './macs.ts'
import { checkNodeNames } from './node-names.ts'
import { checkPeople } from './people.ts'
import { checkRegistries } from './registries.ts'
import { checkSubnet } from './subnet.ts'
import { checkTaints } from './taints.ts'

/** Checks that are in one chapter of the page about them. */
export interface CheckGroup {
  readonly title: string
  readonly checks: readonly DefinitionCheck[]
}

/** All checks, in the order in which their findings are shown. */
export const checkGroups: readonly CheckGroup[] = [
  { title: 'The cluster', checks: [checkClusterName, checkDomain, checkGit, checkRegistries, checkKubernetesVersion] },
  { title: 'Addresses', checks: [checkSubnet, checkAddresses, checkDualStack, checkInterface] },
  {
    title: 'Nodes',
    checks: [
      checkNodeNames,
      checkMacs,
      checkControlPlane,
      checkMachineSize,
      checkArchitectures,
      checkFailureDomains,
      checkInterfaces,
      checkAllocatable,
      checkBoot,
    ],
  },
  { title: 'Machines outside the cluster', checks: [checkMachines] },
  { title: 'Disks', checks: [checkDisks] },
  { title: 'Labels and taints', checks: [checkLabels, checkTaints, checkCapabilities] },
  { title: 'People', checks: [checkPeople, checkConnectors] },
]
