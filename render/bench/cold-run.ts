import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Wall-clock milliseconds of a Node process from start to end.
 *
 * @throws with the end of its output if it fails.
 */
export async function coldRun(args: readonly string[], cwd: string, node = process.execPath): Promise<number> {
  const started = performance.now()
  const child = spawn(node, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const [code] = await once(child, 'exit')
  const took = performance.now() - started
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`)
  return took
}
