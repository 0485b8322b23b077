import { describe, expect, it } from 'vitest'
import { ownObject } from './finding.ts'
import { defineRule } from './rule.ts'

const text = { title: 'a cup is empty', why: 'Nobody can drink from it.', remedy: 'Fill it.' }
const empty = defineRule('cup-empty', 'error', text)
const cup = ownObject('File', 'cup')

describe('a rule', () => {
  it('makes findings that say its id, its severity and its remedy', () => {
    expect(empty.finding(cup, 'inside', 'there is nothing in it')).toEqual({
      rule: 'cup-empty',
      severity: 'error',
      object: cup,
      path: 'inside',
      message: 'there is nothing in it',
      remedy: 'Fill it.',
    })
  })

  it('lets a finding say a more exact remedy, and one of its other severities', () => {
    const spilt = defineRule('cup-spilt', ['error', 'info'], text)
    expect(spilt.problem('', 'spilt', 'Mop up.', 'info')).toMatchObject({ severity: 'info', remedy: 'Mop up.' })
    // @ts-expect-error: "warning" is not a severity of this rule.
    spilt.problem('', 'spilt', 'Mop up.', 'warning')
  })
})
