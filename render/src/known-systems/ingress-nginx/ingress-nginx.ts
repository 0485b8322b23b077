import { asMap } from '../../model/shape.ts'
import type { KnownSystem } from '../known-system.ts'

const prefix = 'nginx.ingress.kubernetes.io/'

/** @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
export const ingressNginx: KnownSystem = {
  name: 'ingress-nginx',
  ingress: {
    signIn: ({ metadata }) =>
      Object.keys(asMap(metadata.annotations)).find(
        (key) => key.startsWith(prefix) && /^auth-(url|type|secret|tls-secret|signin)$/.test(key.slice(prefix.length)),
      ),
    redirectsToHttps: ({ metadata }) => asMap(metadata.annotations)[`${prefix}force-ssl-redirect`] === 'true',
    settles: /^nginx\.ingress\.kubernetes\.io\/canary$/,
  },
}
