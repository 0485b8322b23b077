import { describeObject } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check } from '../../model/rendering.ts'
import { asMap, asMaps } from '../../model/shape.ts'
import { writtenObjects } from '../../model/written-objects.ts'
import { containersOf } from '../../pods/containers-of.ts'
import { podTemplatesOf } from '../../pods/pod-templates-of.ts'
import { settingIn } from './setting-in.ts'

const traefikTrafficUnannounced = defineRule('traefik-traffic-unannounced', 'error', {
  title:
    'Traefik takes the requests of its own node alone (`externalTrafficPolicy: Local`), while kube-vip announces all addresses from one server, whether Traefik runs there or not',
  why: 'The address of Traefik stays pending, or leads to a node that drops every request: nothing that is published can be reached.',
  remedy: 'Set `electionPerService: true` on KubeVip, or leave `keepClientAddresses` out.',
})

/**
 * Where Traefik keeps the addresses of its clients, kube-vip elects a server for each Service: among those with a pod
 * behind it.
 *
 * @see https://github.com/kube-vip/kube-vip/issues/431
 */
export const localTrafficCheck: Check = {
  rules: [traefikTrafficUnannounced],
  run(rendering) {
    const announcer = rendering.objects.map(({ object }) => object).find(announcesFromOneServer)
    if (!announcer) return []
    return writtenObjects(rendering)
      .filter((object) => isTraefikChart(object) && settingIn(object, 'externalTrafficPolicy', 'Local'))
      .map((object) => {
        const path = object.kind === 'Application' ? 'spec.sources' : 'spec.valuesContent'
        const message = `Traefik's Service has externalTrafficPolicy: Local, and ${describeObject(objectRef(announcer))} elects one server for all Services (svc_election is not "true"): the address stays pending, or leads where no Traefik runs`
        return traefikTrafficUnannounced.finding(objectRef(object), path, message)
      })
  },
}

function isTraefikChart({ kind, metadata, spec }: KubeObject): boolean {
  if (kind === 'HelmChartConfig' || kind === 'HelmChart') return metadata.name === 'traefik'
  const { source, sources } = asMap(spec)
  return kind === 'Application' && [...asMaps(sources), asMap(source)].some(({ chart }) => chart === 'traefik')
}

function announcesFromOneServer(object: KubeObject): boolean {
  return podTemplatesOf(object)
    .flatMap(containersOf)
    .some(({ container }) => {
      const settings = new Map(asMaps(container.env).map(({ name, value }) => [name, value]))
      const [arp, services, election] = ['vip_arp', 'svc_enable', 'svc_election'].map((name) => settings.get(name))
      return arp === 'true' && services === 'true' && election !== 'true'
    })
}
