import { knownSystems } from '../known-systems/known-systems.ts'
import type { Check } from '../model/rendering.ts'
import { addressesCheck } from './addresses.ts'
import { capacityCheck } from './capacity.ts'
import { cpuLimitsCheck } from './cpu-limits.ts'
import { customResourcesCheck } from './custom-resources.ts'
import { defaultClassesCheck } from './default-classes.ts'
import { devicePinsCheck } from './device-pins.ts'
import { drainBudgetsCheck } from './drain-budgets.ts'
import { hostAccessCheck } from './host-access.ts'
import { hostDomainsCheck } from './host-domains.ts'
import { hostPortsCheck } from './host-ports.ts'
import { literalSecretsCheck } from './literal-secrets.ts'
import { loadBalancerOrderCheck } from './load-balancer-order.ts'
import { memoryLimitsCheck } from './memory-limits.ts'
import { movingHostPathsCheck } from './moving-host-paths.ts'
import { movingTagsCheck } from './moving-tags.ts'
import { multiAttachCheck } from './multi-attach.ts'
import { netbootServerCheck } from './netboot-server.ts'
import { objectSizeCheck } from './object-size.ts'
import { ownImagesCheck } from './own-images.ts'
import { ownershipCheck } from './ownership.ts'
import { podSecurityCheck } from './pod-security.ts'
import { podStartsCheck } from './pod-starts.ts'
import { referencesCheck } from './references.ts'
import { releaseDeclarationCheck } from './release-declaration.ts'
import { routeConflictsCheck } from './route-conflicts.ts'
import { schemaCheck } from './schema.ts'
import { sdCardWritesCheck } from './sd-card-writes.ts'
import { secretNeedsCheck } from './secret-needs.ts'
import { selectorsCheck } from './selectors.ts'
import { tightProbesCheck } from './tight-probes.ts'
import { volumeMountsCheck } from './volume-mounts.ts'

/**
 * All checks, in the order in which their findings are listed: first what the tree is, then what Argo CD and Kubernetes
 * make of it, then what the hardware bears. Each list is one table of `docs/checks.md`. The placement pass checks
 * architectures.
 */
export const checkGroups = {
  ownership: [ownershipCheck, secretNeedsCheck, literalSecretsCheck, customResourcesCheck],
  schema: [schemaCheck],
  references: [referencesCheck, selectorsCheck, hostDomainsCheck, routeConflictsCheck, podStartsCheck],
  systems: knownSystems.flatMap((system) => system.checks ?? []),
  releases: [releaseDeclarationCheck],
  applying: [objectSizeCheck, loadBalancerOrderCheck, defaultClassesCheck],
  network: [addressesCheck, hostPortsCheck, netbootServerCheck, podSecurityCheck, hostAccessCheck],
  hardware: [
    capacityCheck,
    memoryLimitsCheck,
    cpuLimitsCheck,
    tightProbesCheck,
    movingHostPathsCheck,
    devicePinsCheck,
    volumeMountsCheck,
    multiAttachCheck,
    drainBudgetsCheck,
    movingTagsCheck,
    ownImagesCheck,
    sdCardWritesCheck,
  ],
} satisfies Record<string, readonly Check[]>

export const checks: readonly Check[] = Object.values(checkGroups).flat()
