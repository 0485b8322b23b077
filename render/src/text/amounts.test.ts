import { describe, expect, it } from 'vitest'
import { counted } from './amounts.ts'

describe('counted', () => {
  it('knows singular and plural', () => {
    expect([counted(0, 'app'), counted(1, 'app'), counted(2, 'app')]).toEqual(['0 apps', '1 app', '2 apps'])
  })
})
