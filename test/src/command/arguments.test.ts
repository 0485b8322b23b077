import { describe, expect, it } from 'vitest'
import { type ClusterArguments, clusterCommand } from './arguments.ts'

async function parse(...argv: string[]): Promise<ClusterArguments> {
  let seen: ClusterArguments | undefined
  const command = clusterCommand(async (args) => {
    seen = args
  })
  command.exitOverride().configureOutput({ writeErr: () => {} })
  await command.parseAsync(argv, { from: 'user' })
  return seen as ClusterArguments
}

describe('the command line of npm run cluster', () => {
  it('needs nothing but a name, or not even that', async () => {
    const defaults = { provider: 'process', evictAfter: 10, exitWhenSettled: false }
    expect(await parse('ainur')).toEqual({ name: 'ainur', ...defaults })
    expect(await parse()).toEqual({ name: undefined, ...defaults })
  })

  it('takes another provider and a node to kill', async () => {
    expect(await parse('ainur', '--provider', 'k3d', '--kill', 'varda')).toMatchObject({
      provider: 'k3d',
      kill: 'varda',
    })
  })

  it('says what is allowed when it is given something else', async () => {
    await expect(parse('--provider', 'kind')).rejects.toThrow('Allowed choices are process, k3d')
    await expect(parse('--evict-after', 'soon')).rejects.toThrow('Write a whole number of seconds, 0 or more.')
  })
})
