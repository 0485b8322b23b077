import { describe, expect, it } from 'vitest'
import { assertNotTakenByNpm, optionsTakenByNpm } from './npm-options.ts'

const script = { npm_lifecycle_event: 'synth' }

describe('optionsTakenByNpm', () => {
  it('names what npm tells a script of its command line', () => {
    const env = { ...script, npm_config_check: 'true', npm_config_fail_on: 'info', npm_package_name: 'x', HOME: '/' }
    expect([...optionsTakenByNpm(env)]).toEqual(['check', 'fail-on'])
  })

  it('names nothing where npm did not start the command', () => {
    expect(optionsTakenByNpm({ npm_config_check: 'true' })).toEqual(new Set())
  })
})

describe('assertNotTakenByNpm', () => {
  const known = ['--check', '--no-merge-base', '--out']

  it('says how to write the options that npm took', () => {
    expect(() => assertNotTakenByNpm('npm run synth', known, new Set(['check', 'merge-base', 'cache']))).toThrow(
      'npm kept --check, --no-merge-base to itself. Write two dashes before the options: npm run synth -- --check --no-merge-base …',
    )
  })

  it("leaves npm's own options alone", () => {
    expect(() => assertNotTakenByNpm('npm run synth', known, new Set(['cache', 'loglevel']))).not.toThrow()
  })
})
