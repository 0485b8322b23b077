import { schemaRule } from '../schema-rules.ts'
import { annotationKey, labelValue, qualifiedName, type Syntax } from './syntax.ts'
import { report, show, type Walk } from './walk.ts'

/** All keys and values of an object's annotations together, in bytes. */
const annotationsLimit = 256 * 1024

/** Checks keys and values of labels, of a node selector or of a selector's matchLabels. Types are the schema's part. */
export function validateLabels(value: Record<string, unknown>, walk: Walk): void {
  for (const [key, text] of Object.entries(value)) {
    validateKey(key, 'label', qualifiedName, walk)
    const allowed = typeof text === 'string' ? labelValue(text) : undefined
    if (allowed)
      report(walk, schemaRule.label, `${show(walk, text)}: only ${allowed} is allowed`, 'correct the value', {
        below: key,
      })
  }
}

/** Checks the keys of annotations and their size. */
export function validateAnnotations(value: Record<string, unknown>, walk: Walk): void {
  let bytes = 0
  for (const [key, text] of Object.entries(value)) {
    validateKey(key, 'annotation', annotationKey, walk)
    bytes += Buffer.byteLength(key) + (typeof text === 'string' ? Buffer.byteLength(text) : 0)
  }
  if (bytes > annotationsLimit) {
    const message = `${bytes} bytes of annotations: only ${annotationsLimit} are allowed`
    report(walk, schemaRule.annotation, message, 'move the largest into a ConfigMap')
  }
}

function validateKey(key: string, what: 'label' | 'annotation', syntax: Syntax, walk: Walk): void {
  const allowed = syntax(key)
  if (!allowed) return
  const message = `${what} key ${show(walk, key)}: only ${allowed} is allowed`
  report(walk, what === 'label' ? schemaRule.label : schemaRule.annotation, message, 'correct the key', { below: key })
}
