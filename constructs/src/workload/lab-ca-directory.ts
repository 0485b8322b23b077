import type { Trust } from '../app/roles.ts'

const directory = '/etc/ssl/lab'

/**
 * Lets a Go program trust the lab's CA beside the public ones that its image carries.
 *
 * Go reads the image's bundle file first and then adds every file of the directories in `SSL_CERT_DIR`. So nothing is
 * overwritten, nothing has to be concatenated in an init container, and a renewed CA needs a restart only. The caller
 * must have asked for the bundle with `trust.inject(app)`.
 *
 * @see https://pkg.go.dev/crypto/x509#SystemCertPool
 */
export function labCaDirectory(trust: Trust) {
  const { configMap, key } = trust.bundle
  return {
    /** Path of the CA certificate inside the container. */
    file: `${directory}/${key}`,
    env: { name: 'SSL_CERT_DIR', value: directory },
    // The whole directory rather than a subPath: a subPath mount never sees a renewed CA.
    volumeMount: { name: 'lab-ca', mountPath: directory, readOnly: true },
    volume: { name: 'lab-ca', configMap: { name: configMap, items: [{ key, path: key }] } },
  }
}
