import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { fitRows, type Section } from './fit-rows.ts'

const sections: Section[] = [
  { what: 'nodes', header: 'NODE', rows: [1, 4, 1].map((weight, index) => ({ text: `n${index}`, weight })) },
  { what: 'applications', header: 'APP', rows: [0, 3, 0].map((weight, index) => ({ text: `a${index}`, weight })) },
  { what: 'waiting pods', rows: [] },
  { rows: [{ text: 'm0', weight: 2 }] },
]
const fit = (height: number) => fitRows(sections, height).map(stripVTControlCharacters)

describe('fitRows', () => {
  it('shows everything, with space between, where there is room', () => {
    expect(fit(12)).toEqual(['NODE', 'n0', 'n1', 'n2', '', 'APP', 'a0', 'a1', 'a2', '', 'm0', ''])
  })

  it('gives up the space first, and then nothing more than it must', () => {
    expect(fit(9)).toEqual(['NODE', 'n0', 'n1', 'n2', 'APP', 'a0', 'a1', 'a2', 'm0'])
    expect(fit(8)).toEqual(['NODE', 'n0', 'n1', 'n2', 'APP  (1 of 3 hidden)', 'a0', 'a1', 'm0'])
  })

  it('keeps the headers and what is wrong in a short terminal, and says how much it hides', () => {
    expect(fit(5)).toEqual(['NODE  (2 of 3 hidden)', 'n1', 'APP  (2 of 3 hidden)', 'a1', 'm0'])
    expect(fit(4)).toEqual(['NODE  (2 of 3 hidden)', 'n1', 'APP  (2 of 3 hidden)', 'a1'])
  })

  it('never has more lines than there are', () => {
    for (let height = 0; height < 14; height++) expect(fit(height).length).toBeLessThanOrEqual(height)
  })
})
