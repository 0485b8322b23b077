import { afterAll, beforeEach, expect, test, vi } from 'vitest'

const load = vi.hoisted(() => vi.fn())
vi.mock('./load-schema-file.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('./load-schema-file.ts')>()
  load.mockImplementation(original.loadSchemaFile)
  return { ...original, loadSchemaFile: load }
})
const loadCustom = vi.hoisted(() => vi.fn())
vi.mock('./load-custom-schema.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('./load-custom-schema.ts')>()
  loadCustom.mockImplementation(original.loadCustomSchema)
  return { ...original, loadCustomSchema: loadCustom }
})
// Another test of this process may have loaded the module before it was mocked, or come to load it after.
vi.resetModules()
afterAll(() => vi.resetModules())
const { SchemaRegistry } = await import('./schema-registry.ts')

beforeEach(() => {
  load.mockClear()
  loadCustom.mockClear()
})

test('scope, plural and the list of kinds need no schema file', () => {
  const registry = new SchemaRegistry({ minor: '1.36' })
  expect(registry.scopeOf('apps/v1', 'Deployment')).toBe('Namespaced')
  expect(registry.pluralOf('cert-manager.io/v1', 'Issuer')).toBe('issuers')
  expect(registry.knownKinds().length).toBeGreaterThan(100)
  expect(load).not.toHaveBeenCalled()
  expect(loadCustom).not.toHaveBeenCalled()
})

test('a schema loads its own definition only, and core that of the minor', () => {
  new SchemaRegistry({ minor: '1.36' }).schemaFor('cert-manager.io/v1', 'Issuer')
  new SchemaRegistry({ minor: '1.35' }).schemaFor('v1', 'Pod')
  expect(loadCustom.mock.calls).toEqual([['cert-manager', 'cert-manager.io/v1', 'Issuer', 'issuers']])
  expect(load.mock.calls).toEqual([['kubernetes-1.35']])
})
