import type { KnownSystem } from '../known-system.ts'

/** Controllers that watch configuration: https://github.com/stakater/Reloader and https://github.com/wave-k8s/wave. */
export const reloader: KnownSystem = {
  name: 'Reloader',
  restarts: /reloader\.stakater\.com\/|wave\.pusher\.com\/update-on-config-change/,
}
