import { defineRule, type Finding, type Rule } from '@ainur/constructs/finding'
import { parseQuantity } from '@ainur/constructs/quantity'
import type { Check } from '../model/rendering.ts'
import { asMap, asMaps } from '../model/shape.ts'
import { containersOf, type LocatedContainer } from '../pods/containers-of.ts'
import type { PodTemplate } from '../pods/pod-template.ts'
import { workloadsOf } from '../pods/workload.ts'

const probePortUnresolved = defineRule('probe-port-unresolved', 'error', {
  title: 'a probe or hook names a port that its container does not have',
  why: 'The probe fails for ever, and the pod never becomes ready.',
  remedy: 'Name a port of the same container, or give its number.',
})

const rootUserRefused = defineRule('root-user-refused', 'error', {
  title: 'a container has `runAsUser: 0` and `runAsNonRoot: true`',
  why: 'The kubelet never starts it.',
  remedy: 'Set `runAsUser` to the user of the image, or leave `runAsNonRoot` out.',
})

const memoryFraction = defineRule('memory-fraction', 'error', {
  title: 'an amount of memory or storage is in thousandths of a byte, such as `512m`',
  why: 'Kubernetes takes `m` for thousandths: the container has half a byte and never starts.',
  remedy: 'Write `512Mi`.',
})

type Report = (rule: Rule, path: string, message: string, remedy: string) => Finding

/** One unit in the billionths in which quantities are counted. */
const one = 1_000_000_000n

/** Pods that the API server accepts, and that then never start or never become ready. */
export const podStartsCheck: Check = {
  rules: [probePortUnresolved, rootUserRefused, memoryFraction],
  run(rendering) {
    return workloadsOf(rendering)
      .filter(({ template }) => template.edit !== 'plan')
      .flatMap(({ ref, template }) => {
        const report: Report = (rule, path, message, remedy) => rule.finding(ref, path, message, remedy)
        return containersOf(template).flatMap((located) => [
          ...portsAsked(located, report),
          ...rootUser(located, template, report),
          ...fractions(located, report),
        ])
      })
  },
}

/** A probe or hook may name a port, and means one of its own container. */
function portsAsked({ container, path }: LocatedContainer, report: Report): Finding[] {
  const names = asMaps(container.ports).flatMap((item) => (typeof item.name === 'string' ? [item.name] : []))
  const lifecycle = asMap(container.lifecycle)
  const askers: [string, unknown][] = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name): [string, unknown] => [name, container[name]]),
    ...['postStart', 'preStop'].map((name): [string, unknown] => [`lifecycle.${name}`, lifecycle[name]]),
  ]
  return askers.flatMap(([asker, value]) =>
    ['httpGet', 'tcpSocket'].flatMap((handler) => {
      const { port } = asMap(asMap(value)[handler])
      if (typeof port !== 'string' || names.includes(port)) return []
      const offer = names.length > 0 ? `it names ${names.join(', ')}` : 'it names none'
      const message = `"${port}" is not a port of container ${container.name}; ${offer}`
      const remedy = 'name a port of the same container, or give its number'
      return [report(probePortUnresolved, `${path}.${asker}.${handler}.port`, message, remedy)]
    }),
  )
}

/** The kubelet refuses to start a container as root that says `runAsNonRoot`. */
function rootUser({ container, path }: LocatedContainer, { spec }: PodTemplate, report: Report): Finding[] {
  const [own, ofPod] = [asMap(container.securityContext), asMap(spec.securityContext)]
  const user = own.runAsUser ?? ofPod.runAsUser
  if (user !== 0 || (own.runAsNonRoot ?? ofPod.runAsNonRoot) !== true) return []
  const message = `container ${container.name} runs as user 0, but runAsNonRoot is true: it is never started`
  const remedy = 'set runAsUser to the user of the image, or leave runAsNonRoot out'
  return [report(rootUserRefused, `${path}.securityContext.runAsUser`, message, remedy)]
}

/** `512m` is half a byte: the m means thousandths, as in `100m` of a CPU. */
function fractions({ container, path }: LocatedContainer, report: Report): Finding[] {
  const resources = asMap(container.resources)
  return ['requests', 'limits'].flatMap((list) =>
    ['memory', 'ephemeral-storage'].flatMap((name) => {
      const value = asMap(resources[list])[name]
      const amount = typeof value === 'string' || typeof value === 'number' ? parseQuantity(value) : undefined
      if (amount === undefined || amount % one === 0n) return []
      const field = name === 'memory' ? '.memory' : `["${name}"]`
      const message = `"${value}" is a fraction of a byte: "m" means thousandths`
      const meant = /^(\d+)m$/.exec(String(value))?.[1]
      const remedy = meant ? `write ${meant}Mi` : 'write whole bytes, or a unit such as Mi'
      return [report(memoryFraction, `${path}.resources.${list}${field}`, message, remedy)]
    }),
  )
}
