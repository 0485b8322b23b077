import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allowClosedPipe } from './closed-pipe.ts'
import { type Io, processIo } from './io.ts'
import { main } from './main.ts'

/** Runs the `ainur` command of this repository; the process ends with its exit code once nothing is left to do. */
export async function run(args: readonly string[] = process.argv.slice(2), io: Partial<Io> = {}): Promise<void> {
  allowClosedPipe(process.stdout)
  // A run that code in apps/ breaks off must not exit like one that found nothing.
  const noteEarlyEnd = () => {
    console.error('The run ended before it was finished: code in apps/ called process.exit(), or waits for ever.')
    process.exitCode = 1
  }
  process.once('exit', noteEarlyEnd)
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
  try {
    process.exitCode = await main(args, { ...processIo(root), ...io })
  } catch (error) {
    console.error('This is a defect of ainur, not of your files. Please report it with what you did:')
    console.error(error)
    process.exitCode = 1
  }
  process.off('exit', noteEarlyEnd)
}
