import { isRecord } from '@ainur/constructs/is-record'
import { identityKey } from '../../layout/identity.ts'
import { groupOf } from '../../model/group-of.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Redact } from '../../secrets/redactor.ts'
import { describeYamlError, parseArgoYaml } from '../../yaml/argo-yaml.ts'
import { exceedsSize } from '../../yaml/expanded-size.ts'
import { type Peek, peek } from './peek.ts'
import type { TreeObject } from './tree-object.ts'

/** Values in one document, aliases written out. The largest CRDs have some 40,000. */
const MAX_VALUES = 2_000_000
const MAX_DEPTH = 500

/** One document of a file: parsed when somebody needs its objects, with secrets taken out on the way. */
export class Manifest {
  readonly file: string
  readonly text: string
  readonly #json: boolean
  readonly #redact: Redact
  #peek: Peek | undefined | null = null
  #objects: readonly TreeObject[] | undefined
  #problem: string | undefined

  constructor(file: string, text: string, json: boolean, redact: Redact) {
    this.file = file
    this.text = text
    this.#json = json
    this.#redact = redact
  }

  /** What can be read without parsing the text, if it is plain enough. */
  get peek(): Peek | undefined {
    if (this.#peek === null) this.#peek = this.#json ? undefined : peek(this.text)
    return this.#peek
  }

  /** The objects in the document; lists are taken apart. Empty if it is not a Kubernetes object. */
  get objects(): readonly TreeObject[] {
    if (!this.#objects) this.#parse()
    return this.#objects as readonly TreeObject[]
  }

  /** Why the document could not be read, free of its text. */
  get problem(): string | undefined {
    if (!this.#objects) this.#parse()
    return this.#problem
  }

  #parse(): void {
    this.#objects = []
    let value: unknown
    try {
      value = this.#json ? JSON.parse(this.text) : parseArgoYaml(this.text)
    } catch (error) {
      this.#problem = this.#json ? 'not readable as JSON' : describeYamlError(error)
      return
    }
    if (exceedsSize(value, MAX_VALUES, MAX_DEPTH)) {
      this.#problem = `more than ${MAX_VALUES} values or ${MAX_DEPTH} levels once its aliases are written out`
      return
    }
    this.#objects = (Array.isArray(value) ? value : [value]).flatMap((each) => this.#read(each))
  }

  #read(value: unknown): TreeObject[] {
    if (!isRecord(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') return []
    if (value.kind.endsWith('List') && Array.isArray(value.items))
      return value.items.flatMap((each) => this.#read(each))
    const metadata = value.metadata
    const name = isRecord(metadata) ? nameOf(metadata) : undefined
    if (!isRecord(metadata) || name === undefined) {
      // A kustomization.yaml and its kind are configuration of a tool and never reach the cluster.
      if (!/\.config\.k8s\.io\//.test(value.apiVersion))
        this.#problem = `${value.kind} has no metadata.name that is a string`
      return []
    }
    if (metadata.namespace !== undefined && metadata.namespace !== null && typeof metadata.namespace !== 'string') {
      this.#problem = `${value.kind} ${name} has a metadata.namespace that is not a string; quote it (YAML 1.1 reads n, y, no and on as booleans)`
      return []
    }
    const { apiVersion, kind } = value
    const namespace =
      typeof metadata.namespace === 'string' && metadata.namespace !== '' ? metadata.namespace : undefined
    const secrets = this.#redact(value as unknown as KubeObject)
    const group = groupOf(apiVersion)
    const ref = { apiVersion, kind, ...(namespace && { namespace }), name }
    return [
      {
        id: identityKey({ group, kind, namespace: namespace ?? '', name }),
        group,
        ref,
        file: this.file,
        value: value as unknown as KubeObject,
        secrets,
      },
    ]
  }
}

/** The name of an object, or its `generateName` if it gets a new name at each sync. */
function nameOf({ name, generateName }: Record<string, unknown>): string | undefined {
  if (typeof name === 'string' && name !== '') return name
  return typeof generateName === 'string' && generateName !== '' ? `${generateName}*` : undefined
}
