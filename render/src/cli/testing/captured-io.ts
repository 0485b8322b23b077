import type { Io } from '../io.ts'

/** What a command printed. */
export interface Output {
  stdout: string
  stderr: string
}

/**
 * An `Io` without colours that keeps what is printed.
 *
 * @param io the folders, and whatever else is not to be as for all tests
 */
export function capturedIo(io: Pick<Io, 'cwd' | 'root'> & Partial<Io>): { readonly io: Io; readonly output: Output } {
  const output: Output = { stdout: '', stderr: '' }
  return {
    output,
    io: {
      stdout: (text) => {
        output.stdout += text
      },
      stderr: (text) => {
        output.stderr += text
      },
      colors: { stdout: false, stderr: false },
      columns: 100,
      today: '2026-11-21',
      ...io,
    },
  }
}
