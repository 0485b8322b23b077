import { namedReference, secretReference } from '../../checks/references/refer.ts'
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
        ...namedReference('ServiceAccount', serviceAccountName, 'spec.serviceAccountName', namespace),
        ...numberedMaps(secrets).flatMap(([index, item]) =>
          secretReference(item.name, `spec.secrets[${index}].name`, { namespace }),
        ),
      ]
    },
  },
  podTemplates: { 'upgrade.cattle.io/Plan': upgradePlanTemplate },
}
