import { asMap } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'

/** Both controllers for HAProxy: https://haproxy-ingress.github.io and that of HAProxy Technologies. */
export const haproxyIngress: KnownSystem = {
  name: 'HAProxy Ingress',
  ingress: {
    signIn: ({ metadata }) =>
      Object.keys(asMap(metadata.annotations)).find((key) =>
        /^(haproxy\.org|ingress\.kubernetes\.io)\/auth-/.test(key),
      ),
  },
}
