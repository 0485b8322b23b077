import type { Finding } from '@ainur/constructs'
import type { RenderedObject } from '../model/rendered-object.ts'

/** Objects of which passes and checks could make nothing, since values have another type than their fields. */
export class MisshapenError extends Error {
  override readonly name = 'MisshapenError'
  readonly findings: readonly Finding[]
  readonly objects: readonly RenderedObject[]

  constructor(findings: readonly Finding[], objects: readonly RenderedObject[], cause?: unknown) {
    super('objects have the wrong shape', { cause })
    this.findings = findings
    this.objects = objects
  }
}
