import { emitKeypressEvents } from 'node:readline'

/** Calls `onKey` for every key that is pressed. Ctrl-C and Ctrl-D end the process, as they would without this. */
export function onKeys(onKey: (key: string) => void): void {
  emitKeypressEvents(process.stdin)
  process.stdin.setRawMode(true)
  process.once('exit', () => process.stdin.setRawMode(false))
  process.stdin.on('keypress', (text: string | undefined, key: { name?: string; ctrl?: boolean }) => {
    if (key.ctrl && (key.name === 'c' || key.name === 'd')) process.exit(130)
    if (text) onKey(text)
  })
}
