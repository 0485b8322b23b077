import { dirname } from 'node:path'
import { execa } from 'execa'

/**
 * What a program of ours prints on stdout under this `node`, which its children find first as well.
 *
 * @throws if it fails, or prints anything on stderr: our commands print nothing there while all is well, so the text would
 * be Node's own.
 */
export async function runQuietly(node: string, args: readonly string[], cwd: string): Promise<string> {
  const { exitCode, stdout, stderr } = await execa(node, args, { cwd, reject: false, env: onlyNode(node) })
  if (exitCode !== 0) throw new Error(`node ${args.join(' ')} ended with ${exitCode}:\n${stdout}\n${stderr}`)
  if (stderr) throw new Error(`node ${args.join(' ')} says on stderr what is not ours:\n${stderr}`)
  return stdout
}

/** An environment in which this `node` is the one that is found. */
export function onlyNode(node: string): NodeJS.ProcessEnv {
  return { PATH: `${dirname(node)}:${process.env.PATH}` }
}
