import { describe, expect, it } from 'vitest'
import { describeYamlError, parseArgoYaml } from './argo-yaml.ts'

describe('parseArgoYaml', () => {
  // What sigs.k8s.io/yaml 1.6 makes of the same scalars.
  it.each([
    ['yes', true],
    ['on', true],
    ['y', true],
    ['no', false],
    ['Off', false],
    ['n', false],
    ['True', true],
    ['tRue', 'tRue'],
    ['~', null],
    ['null', null],
    ['', null],
    ['0777', 511],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['1_000', 1000],
    ['-12', -12],
    ['+7', 7],
    ['089', 89],
    ['12345678901234567890', '12345678901234567890'],
    ['12:30', '12:30'],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1.', 1],
    ['1.2.3', '1.2.3'],
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z'],
    ['dc:a6:32:00:00:01', 'dc:a6:32:00:00:01'],
    ['"yes"', 'yes'],
    ["'0777'", '0777'],
    ['!!str 12', '12'],
    ['0o8', '0o8'],
    ['_1', '_1'],
    ['1__0', 10],
    ['0x_1', 1],
    ['1e', '1e'],
    ['1e+3', 1000],
    ['08.5', 8.5],
    ['-0x1F', -31],
    ['0b2', '0b2'],
    ['!!binary aGk=', 'hi'],
  ])('reads %s as %j', (text, value) => {
    expect(parseArgoYaml(`a: ${text}`)).toEqual({ a: value })
  })

  it('lets the last of equal keys win, and merges', () => {
    expect(parseArgoYaml('a: 1\na: 2\n')).toEqual({ a: 2 })
    expect(parseArgoYaml('x: &x {a: 1}\nz:\n  <<: *x\n  b: 2\ny: 3\n')).toEqual({
      x: { a: 1 },
      z: { a: 1, b: 2 },
      true: 3,
    })
  })

  it('describes an error by line, without the text', () => {
    try {
      parseArgoYaml('password: "hunter2\n  x: [')
      expect.unreachable()
    } catch (error) {
      expect(describeYamlError(error)).toMatch(/at line \d+, column \d+$/)
      expect(describeYamlError(error)).not.toContain('hunter2')
    }
  })
})
