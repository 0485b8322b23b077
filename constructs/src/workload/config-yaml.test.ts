import { expect, it } from 'vitest'
import { configYaml } from './config-yaml.ts'

it('quotes what a reader written in Go takes for something else, folds nothing and leaves out what is undefined', () => {
  const long = 'word '.repeat(40).trim()
  expect(configYaml({ switch: 'on', mode: '0777', gone: undefined, list: [{ long }] })).toBe(
    `switch: "on"\nmode: "0777"\nlist:\n  - long: ${long}\n`,
  )
})
