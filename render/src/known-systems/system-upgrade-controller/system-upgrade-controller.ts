import { refer } from '../../checks/references/refer.ts'
import { asMap, numberedMaps } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'
import { upgradePlanTemplate } from './upgrade-plan.ts'

/** @see https://github.com/rancher/system-upgrade-controller */
export const systemUpgradeController: KnownSystem = {
  name: 'system-upgrade-controller',
  references: {
    'upgrade.cattle.io/Plan': ({ metadata: { namespace = '' }, spec }) => {
      const { serviceAccountName, secrets } = asMap(spec)
      return [
        ...refer(serviceAccountName, { path: 'spec.serviceAccountName', group: '', kind: 'ServiceAccount', namespace }),
        ...numberedMaps(secrets).flatMap(([index, item]) =>
          refer(item.name, { path: `spec.secrets[${index}].name`, group: '', kind: 'Secret', namespace }),
        ),
      ]
    },
  },
  podTemplates: { 'upgrade.cattle.io/Plan': upgradePlanTemplate },
}
