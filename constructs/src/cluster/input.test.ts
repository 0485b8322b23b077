import { expect, it } from 'vitest'
import type { Connector } from './cluster.ts'
import { base } from './fixtures/base.ts'
import type { NodeInput } from './input.ts'

const { name, role, address, hardware } = base.nodes[0]

// The compiler checks these: an expectation that no longer holds fails the type check.
it('the compiler sees what an editor should mark', () => {
  // @ts-expect-error unknown hardware
  const unknownHardware: NodeInput = { name, role, address, hardware: 'raspberry-pi-5' }
  // @ts-expect-error unknown role
  const unknownRole: NodeInput = { name, role: 'worker', address, hardware }
  // @ts-expect-error misspelt key
  const misspelt: NodeInput = { name, role, address, hardware, bot: 'sd' }
  // @ts-expect-error missing key
  const missing: NodeInput = { name, role, address }
  // @ts-expect-error settings of another connector
  const connector: Connector = { type: 'oidc', id: 'a', name: 'A', issuer: 'https://a.example', orgs: [] }
  expect([unknownHardware, unknownRole, misspelt, missing, connector]).toHaveLength(5)
})
