import type { KubeObject } from '../../model/rendered-object.ts'
import { asMap, asMaps, asTexts } from '../../model/shape.ts'

/** Domains for which an issuer of ACME knows how to prove that they are its owner's. */
export function provedDomains({ spec }: KubeObject): string[] {
  return asMaps(asMap(asMap(spec).acme).solvers).flatMap(({ selector }) => asTexts(asMap(selector).dnsZones))
}
