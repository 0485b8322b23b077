/** Keys and indices from the root of an object. */
export type Path = readonly (string | number)[]

/** `spec.containers[0].image`; other keys than plain words are quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>(addStep, '')
}

/** `path` with one more key or index behind it. */
export function addStep(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`
  if (!/^[A-Za-z_$][\w$-]*$/.test(step)) return `${path}[${JSON.stringify(step)}]`
  return path === '' ? step : `${path}.${step}`
}
