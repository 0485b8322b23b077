import { describe, expect, it } from 'vitest'
import { ApiError } from './api-error.ts'
import { Discovery } from './discovery.ts'

const group = (...kinds: string[]) => ({
  resources: kinds.map((kind) => ({ name: `${kind.toLowerCase()}s`, kind, namespaced: true, verbs: ['list'] })),
})

/** A server that gives these answers, one after the other, and the last for ever. */
function server(...answers: (object | Error)[]) {
  const asked: string[] = []
  const discovery = new Discovery(async (path) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push(path)
    if (answer instanceof Error) throw answer
    return answer
  })
  return { discovery, asked }
}

describe('Discovery', () => {
  it('asks once for each group and version', async () => {
    const { discovery, asked } = server(group('Kettle', 'Pan'))
    expect(await discovery.path({ apiVersion: 'example.com/v1', kind: 'Kettle' })).toBe('/apis/example.com/v1/kettles')
    await discovery.resource('example.com/v1', 'Pan')
    expect(asked).toEqual(['/apis/example.com/v1'])
  })

  it('looks once more for a kind that was not there before', async () => {
    const { discovery } = server(new ApiError('GET', '/', 404, ''), group('Kettle'))
    expect(await discovery.serves('example.com/v1', 'Kettle')).toBe(true)
  })

  it('says that a kind is not served, and what to do', async () => {
    const { discovery } = server(group('Pan'))
    await expect(discovery.resource('example.com/v1', 'Kettle')).rejects.toThrow(
      'the cluster does not serve Kettle in example.com/v1; install its CustomResourceDefinition first',
    )
  })

  it('does not take silence for an answer, and asks again the next time', async () => {
    const { discovery } = server(new Error('socket hang up'), group('Kettle'))
    await expect(discovery.resource('example.com/v1', 'Kettle')).rejects.toThrow('socket hang up')
    expect(await discovery.serves('example.com/v1', 'Kettle')).toBe(true)
  })
})
