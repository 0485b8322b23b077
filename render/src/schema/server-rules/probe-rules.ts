import type { Problem } from '@ainur/constructs/finding'
import { asMap, type Fields } from '../../model/shape.ts'
import type { Path } from '../../text/format-path.ts'
import { serverRule } from '../schema-rules.ts'
import { alternatives } from '../validate/quote.ts'
import { portName } from '../validate/syntax.ts'
import { breach, presentOf } from './breach.ts'

const probeHandlers = ['exec', 'grpc', 'httpGet', 'tcpSocket']
const hookHandlers = ['exec', 'httpGet', 'sleep', 'tcpSocket']

/** What the API server refuses in the probes of a container. */
export function probeRules(container: Fields, at: Path): Problem[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => {
    if (container[name] === undefined) return []
    const probe = asMap(container[name])
    const problems = handlerRules(probe, 'probe', probeHandlers, [...at, name])
    const threshold = probe.successThreshold
    if (name !== 'readinessProbe' && typeof threshold === 'number' && threshold > 1) {
      const message = `${threshold}: only 1 is allowed for a ${name}`
      problems.push(breach(serverRule.probe, [...at, name, 'successThreshold'], message, 'leave it out'))
    }
    const grace = probe.terminationGracePeriodSeconds
    if (name === 'readinessProbe' && grace !== undefined) {
      const message = `${grace}: a readinessProbe never ends a container`
      problems.push(breach(serverRule.probe, [...at, name, 'terminationGracePeriodSeconds'], message, 'leave it out'))
    }
    return problems
  })
}

/** What the API server refuses in what runs after a container's start and before its end. */
export function lifecycleRules(container: Fields, at: Path): Problem[] {
  const lifecycle = asMap(container.lifecycle)
  return presentOf(lifecycle, ['postStart', 'preStop']).flatMap((name) =>
    handlerRules(asMap(lifecycle[name]), 'hook', hookHandlers, [...at, 'lifecycle', name]),
  )
}

function handlerRules(holder: Fields, what: string, handlers: readonly string[], at: Path): Problem[] {
  const given = presentOf(holder, handlers)
  if (given.length !== 1) {
    const message = `the ${what} has ${given.join(' and ') || 'no handler'}: exactly one of ${alternatives(handlers)} is allowed`
    return [breach(serverRule.probe, at, message, 'keep or add one of them')]
  }
  return ['httpGet', 'tcpSocket'].flatMap((handler) => {
    const { port } = asMap(holder[handler])
    const allowed =
      typeof port === 'number' && (port < 1 || port > 65535)
        ? 'a port from 1 to 65535'
        : typeof port === 'string'
          ? portName(port)
          : undefined
    if (!allowed) return []
    const message = `${JSON.stringify(port)}: only ${allowed} is allowed`
    return [breach(serverRule.probe, [...at, handler, 'port'], message, 'write the number, or the name of a port')]
  })
}
