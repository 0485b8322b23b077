/** What the generated Go code says about one property beyond the published OpenAPI document. */
export interface PropertyFacts {
  readonly enum?: readonly string[]
  /** Enum of the items of a list. */
  readonly itemEnum?: readonly string[]
  readonly default?: string
}

/** Definition name (`io.k8s.api.core.v1.Container`, in the Go spelling) -> property -> facts. */
export type GoOpenApiFacts = ReadonlyMap<string, ReadonlyMap<string, PropertyFacts>>

/**
 * Reads enums and string defaults from `zz_generated.openapi.go`.
 *
 * The API server publishes its document with the enums switched off, though the generated code holds them. The code is
 * written by gofmt, so that indentation tells a property (five tabs) from its own keywords (seven) and from those of
 * its items (more).
 */
export function goOpenApiFacts(source: string): GoOpenApiFacts {
  const facts = new Map<string, Map<string, PropertyFacts>>()
  let properties = new Map<string, PropertyFacts>()
  let property = ''
  const add = (more: PropertyFacts) => properties.set(property, { ...properties.get(property), ...more })
  for (const line of source.split('\n')) {
    const schemaFunction = /^func schema_(\w+)\(ref /.exec(line)
    if (schemaFunction?.[1]) {
      properties = new Map()
      property = ''
      facts.set(schemaFunction[1], properties)
      continue
    }
    const name = /^\t{5}"([^"]+)": \{$/.exec(line)
    if (name?.[1]) property = name[1]
    const keyword = property && /^(\t{7,})(Enum|Default): +(.+),$/.exec(line)
    if (!keyword) continue
    const [, indent = '', word, value = ''] = keyword
    const own = indent.length === 7
    if (word === 'Enum') add(own ? { enum: goStrings(value) } : { itemEnum: goStrings(value) })
    else if (own && /^"[^"]+"$/.test(value)) add({ default: JSON.parse(value) })
  }
  return facts
}

/** Go's function name for a definition: `io.k8s.api.core.v1.Pod` -> `k8sio_api_core_v1_Pod`. */
export function goDefinitionName(definition: string): string {
  return definition
    .replace(/^io\.k8s\.api\./, 'k8sio.api.')
    .replace(/^io\.k8s\.[a-z-]+\.pkg\./, 'pkg.')
    .replaceAll('.', '_')
}

function goStrings(value: string): string[] {
  const list = /^\[\]interface\{\}\{(.*)\}$/.exec(value)?.[1]
  if (list === undefined) throw new Error(`Enum: ${value}: not a list as openapi-gen writes it`)
  return JSON.parse(`[${list}]`)
}
