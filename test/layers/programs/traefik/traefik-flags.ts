/** Where Traefik listens: the addresses are the test's, everything else is the tree's. */
export interface EntryPoints {
  readonly web: string
  readonly websecure: string
  /** Health and the API, for the test. */
  readonly traefik: string
}

/** What the chart passes whatever its values say. */
const always = [
  '--entryPoints.websecure.http.tls=true',
  '--log.level=INFO',
  '--ping=true',
  '--providers.kubernetescrd',
  '--providers.kubernetescrd.allowEmptyServices=true',
  '--providers.kubernetesingress',
  '--providers.kubernetesingress.allowEmptyServices=true',
]

/** Values that become fields of objects rather than arguments of the program. */
const ofObjects = [
  'affinity',
  'deployment',
  'ingressClass',
  'nodeSelector',
  'podDisruptionBudget',
  'priorityClassName',
  'resources',
  'service',
  'tolerations',
  'tlsOptions',
  'tlsStore',
  'topologySpreadConstraints',
]

/** How a value becomes arguments, by its path. */
const rules: readonly {
  readonly path: RegExp
  readonly flags: (found: RegExpExecArray, value: unknown) => string[]
}[] = [
  {
    path: /^providers\.kubernetesIngress\.publishedService\.enabled$/,
    flags: (_, value) => (value === true ? [publishedService] : []),
  },
  { path: /^ports\.(web|websecure)\.transport\.(.+)$/, flags: ofEntryPoint('transport') },
  { path: /^ports\.(web|websecure)\.forwardedHeaders\.(.+)$/, flags: ofEntryPoint('forwardedHeaders') },
  { path: /^ports\.(web|websecure)\.proxyProtocol\.(.+)$/, flags: ofEntryPoint('proxyProtocol') },
  { path: /^ports\.(web|websecure)\.http\.(.+)$/, flags: ofEntryPoint('http') },
  { path: /^logs\.access\.enabled$/, flags: (_, value) => [`--accesslog=${value}`] },
  { path: /^logs\.access\.format$/, flags: (_, value) => [`--accesslog.format=${value}`] },
  { path: /^logs\.general\.(level|format)$/, flags: ([, key], value) => [`--log.${key}=${value}`] },
  { path: /^(global|additional)Arguments$/, flags: (_, value) => (value as unknown[]).map(String) },
]

const publishedService = '--providers.kubernetesingress.ingressendpoint.publishedservice=kube-system/traefik'

/**
 * Arguments that the chart makes of our values. No registry serves the chart, so this holds what it does with the few
 * values that we set; a value that nothing is known about is an error, never left out.
 *
 * @see https://github.com/traefik/traefik-helm-chart/blob/v41.3.0/traefik/templates/_podtemplate.tpl
 */
export function traefikFlags(values: object, entryPoints: EntryPoints): string[] {
  const unknown: string[] = []
  const ours = leaves(values).flatMap(([path, value]) => {
    if (ofObjects.includes(path.split('.')[0] ?? '')) return []
    for (const rule of rules) {
      const found = rule.path.exec(path)
      if (found) return rule.flags(found, value)
    }
    unknown.push(path)
    return []
  })
  if (unknown.length > 0) {
    throw new Error(`what the chart makes of ${unknown.join(', ')} is not known here: add it to ${import.meta.url}`)
  }
  const addresses = Object.entries(entryPoints).map(([name, address]) => `--entryPoints.${name}.address=${address}/tcp`)
  return [...addresses, ...always, ...ours]
}

function ofEntryPoint(part: string) {
  return ([, entryPoint, rest]: RegExpExecArray, value: unknown) => [
    `--entryPoints.${entryPoint}.${part}.${rest}=${Array.isArray(value) ? value.join(',') : value}`,
  ]
}

/** Values by their dotted path; a list is one value. */
function leaves(value: object, path: readonly string[] = []): [string, unknown][] {
  return Object.entries(value).flatMap(([key, each]): [string, unknown][] => {
    const here = [...path, key]
    const isGroup = typeof each === 'object' && each !== null && !Array.isArray(each)
    return isGroup ? leaves(each, here) : [[here.join('.'), each]]
  })
}
