import { distributionOf, presentComponents } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { Check } from '../model/rendering.ts'
import { defaultMark } from './default-class-name.ts'
import { replacedBy } from './references/distribution-objects.ts'

const defaultClassDuplicate = defineRule('default-class-duplicate', 'error', {
  title: 'the cluster has two default StorageClasses or IngressClasses, that of the distribution included',
  why: 'An object that names no class gets either of them.',
  remedy:
    'Set the mark to `"false"` on all but one; have the app of another class call `replacesComponent()` for the bundled one.',
})

/** At most one default StorageClass and IngressClass, that of the distribution included. */
export const defaultClassesCheck: Check = {
  rules: [defaultClassDuplicate],
  run({ cluster, apps, objects }) {
    const { distribution } = cluster.kubernetes
    const { title } = distributionOf(distribution)
    const components = presentComponents(distributionOf(distribution), replacedBy(apps))
    return Object.entries(defaultMark).flatMap(([kind, annotation]) => {
      const classes = objects.map(({ object }) => object).filter((object) => object.kind === kind)
      const defaults = classes.filter(({ metadata }) => metadata.annotations?.[annotation] === 'true')
      const component = components.find(({ defaultClass }) => defaultClass?.kind === kind)
      const bundled = component?.defaultClass?.name
      // An object of the same name in the tree decides about the bundled one.
      const others =
        bundled && !classes.some(({ metadata }) => metadata.name === bundled) ? [`${bundled} (${distribution})`] : []
      return defaults.flatMap((object, index) => {
        const rivals = [...others, ...defaults.slice(0, index).map(({ metadata }) => metadata.name)]
        if (rivals.length === 0) return []
        return [
          defaultClassDuplicate.finding(
            objectRef(object),
            `metadata.annotations["${annotation}"]`,
            `it is a default ${kind} beside ${rivals.join(', ')}; a cluster has one, or what asks for none gets either`,
            component && others.length > 0
              ? `have the app that brings it call this.replacesComponent('${component.role}', '…'), and start ${title} without ${component.name}; or drop the annotation here`
              : `set ${annotation} to "false" on all but one`,
          ),
        ]
      })
    })
  },
}
