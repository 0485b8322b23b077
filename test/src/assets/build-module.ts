import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { GoToolModule } from './catalogue.ts'
import { buildFlags, modulesDirectory } from './module-key.ts'
import { retryNetwork } from './retry-network.ts'

/** Told what is being built and how far it has come. */
export type BuildProgress = (message: string) => void

/** Builds the programs of one module into a directory that exists. */
export async function buildModule(tool: GoToolModule, directory: string, onProgress: BuildProgress): Promise<void> {
  const start = performance.now()
  const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`
  onProgress(`${tool.id} ${tool.version}: fetching sources`)
  const packages = tool.programs.map((program) => program.package)
  const all = await retryNetwork(() => go(tool, ['list', '-deps', '-mod=readonly', ...packages]), {
    onRetry: (message) => onProgress(`${tool.id} ${tool.version}: ${message}`),
  })
  // -v names each package when its compilation starts; those in Go's own cache are not named.
  let compiled = 0
  await go(tool, ['build', '-v', ...buildFlags(tool), ...output(tool, directory), ...packages], () => {
    compiled++
    onProgress(`${tool.id} ${tool.version}: compiled ${compiled} of at most ${all.length} packages, ${seconds()}`)
  })
}

/** Several programs go into a directory and get the names of their packages; a single one can be named. */
function output(tool: GoToolModule, directory: string): string[] {
  const [only] = tool.programs
  return tool.programs.length === 1 && only ? ['-o', join(directory, only.binary)] : ['-o', `${directory}/`]
}

/** Runs Go in the module's folder; resolves to the lines of its standard output. */
function go(
  tool: GoToolModule,
  args: readonly string[],
  onErrorLine: (line: string) => void = () => {},
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, {
      cwd: join(modulesDirectory, tool.id),
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const lines: string[] = []
    const errors: string[] = []
    createInterface(child.stdout).on('line', (line) => lines.push(line))
    createInterface(child.stderr).on('line', (line) => {
      errors.push(line)
      onErrorLine(line)
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(lines)
      const how = signal ? `was ended by ${signal}` : `exited with code ${code}`
      reject(
        new Error(
          `go ${args[0]} of ${tool.id} ${how}\n${errors
            .slice(-20)
            .map((line) => `  | ${line}`)
            .join('\n')}`,
        ),
      )
    })
  })
}
