import { applicationFor, rootApplicationFor } from '@ainur/constructs'
import { defineRule } from '@ainur/constructs/finding'
import { objectRef } from '../model/object-ref.ts'
import type { KubeObject } from '../model/rendered-object.ts'
import type { Check } from '../model/rendering.ts'
import { asMap } from '../model/shape.ts'
import { formatBytes } from '../plan/format-bytes.ts'
import { commaList } from '../text/comma-list.ts'

const objectTooLarge = defineRule('object-too-large', 'error', {
  title: 'an object is larger than etcd takes, or the values of a ConfigMap are larger than 1 MiB',
  why: 'The API server refuses it.',
  remedy: 'split it, or mount the data from a volume',
})

const annotationLimit = defineRule('annotation-limit', 'error', {
  title: 'an object of more than 262,144 bytes is applied by the client',
  why: 'Client-side apply stores the whole object in one annotation, and the API server refuses annotations of that size.',
  remedy: 'Set the sync option `ServerSideApply=true`.',
})

/** All annotations of an object together; client-side apply writes the whole object into one. */
const annotationBytes = 262_144
/** What etcd takes in one request, as the API server configures it. */
const objectLimit = 1_572_864
/** All values of a ConfigMap or Secret together. @see https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const dataLimit = 1_048_576

/** Objects small enough for how they are applied. */
export const objectSizeCheck: Check = {
  rules: [objectTooLarge, annotationLimit],
  run({ apps, cluster, objects, applications }) {
    const options = new Map(apps.map((app) => [app.appName, applicationFor(app, 0, []).spec.syncPolicy?.syncOptions]))
    const ofRoot = rootApplicationFor(cluster).spec.syncPolicy?.syncOptions
    const handed = applications.map((object) => ({ object, syncOptions: ofRoot }))
    const inApps = objects.map(({ app, object }) => ({ object, syncOptions: options.get(app) }))
    return [...inApps, ...handed].flatMap(({ object, syncOptions = [] }) => {
      const bytes = Buffer.byteLength(JSON.stringify(object))
      const tooLarge = (path: string, size: number, what: string) => {
        const message = `it has ${formatBytes(size, 'up')} ${what}`
        return [objectTooLarge.finding(objectRef(object), path, message)]
      }
      const data = dataBytes(object)
      if (data > dataLimit) return tooLarge('data', data, `in its values; a ${object.kind} holds at most 1 MiB`)
      if (bytes > objectLimit) return tooLarge('', bytes, 'as JSON; etcd takes at most 1.5 MiB')
      if (bytes <= annotationBytes || appliedByServer(object, syncOptions)) return []
      const message = `it has ${formatBytes(bytes, 'up')} as JSON; client-side apply stores it in an annotation, and those hold 256 KiB`
      const remedy = 'let Argo CD apply it on the server: sync option ServerSideApply=true'
      return [annotationLimit.finding(objectRef(object), '', message, remedy)]
    })
  },
}

function dataBytes({ apiVersion, kind, data, binaryData }: KubeObject): number {
  if (apiVersion !== 'v1' || (kind !== 'ConfigMap' && kind !== 'Secret')) return 0
  const encoded = kind === 'Secret' ? data : binaryData
  const plain = kind === 'Secret' ? undefined : data
  const sum = (values: unknown, encoding: 'utf8' | 'base64') =>
    Object.values(asMap(values)).reduce<number>((total, text) => total + Buffer.byteLength(String(text), encoding), 0)
  return sum(plain, 'utf8') + sum(encoded, 'base64')
}

function appliedByServer({ metadata }: KubeObject, appOptions: readonly string[]): boolean {
  const own = commaList(metadata.annotations?.['argocd.argoproj.io/sync-options'])
  if (own.includes('Replace=true') || own.includes('ServerSideApply=true')) return true
  return appOptions.includes('ServerSideApply=true') && !own.includes('ServerSideApply=false')
}
