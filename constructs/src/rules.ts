import { reservationRules } from './app/judge-reservation.ts'
import { checkGroups } from './cluster/checks/checks.ts'
import { shapeRules } from './cluster/read-shape.ts'
import { containerRules } from './container-app/rules.ts'
import type { Chapter } from './finding/chapter.ts'
import { kubeVipRules } from './systems/kube-vip/props.ts'
import { labPkiRules } from './systems/lab-pki/props.ts'
import { longhornRules } from './systems/longhorn/props.ts'
import { namespaceRules } from './systems/namespaces/namespaces.ts'
import { omniRules } from './systems/omni/props.ts'
import { piNetbootRules } from './systems/pi-netboot/props.ts'

/** The rules of a definition and of the systems: the chapters of `docs/definition-rules.md`. */
export const chapters: readonly Chapter[] = [
  { title: 'Shape', rules: shapeRules },
  ...checkGroups.map(({ title, checks }) => ({ title, rules: checks.flatMap(({ rules }) => rules) })),
  { title: 'Addresses of apps', rules: reservationRules },
  { title: 'Namespaces', rules: namespaceRules },
  { title: 'Longhorn', rules: longhornRules },
  { title: 'Certificates', rules: labPkiRules },
  { title: 'kube-vip', rules: kubeVipRules },
  { title: 'Omni', rules: omniRules },
  { title: 'pi-netboot', rules: piNetbootRules },
  { title: 'Container apps', rules: Object.values(containerRules) },
]
