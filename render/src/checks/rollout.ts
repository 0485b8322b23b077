import { asMap, type Fields } from '../model/shape.ts'

/**
 * Whether a Deployment starts new pods before it stops old ones, and waits for them: its strategy rolls, and allows none
 * to be missing. Kubernetes' own default does so for up to three pods.
 */
export function rolloutStartsFirst({ strategy, replicas }: Fields): boolean {
  const { type = 'RollingUpdate', rollingUpdate } = asMap(strategy)
  if (type !== 'RollingUpdate') return false
  const { maxSurge = '25%', maxUnavailable = '25%' } = asMap(rollingUpdate)
  const all = typeof replicas === 'number' ? replicas : 1
  return podsOf(maxUnavailable, all, Math.floor) === 0 && podsOf(maxSurge, all, Math.ceil) > 0
}

/** A number of pods that is written as such, or in per cent of all. */
export function podsOf(amount: unknown, all: number, round: (value: number) => number): number {
  if (typeof amount === 'number') return amount
  const [, percent] = /^(\d+)%$/.exec(String(amount)) ?? []
  return percent === undefined ? 0 : round((Number(percent) * all) / 100)
}
