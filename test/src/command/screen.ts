import { clearScreenDown, moveCursor } from 'node:readline'

/** Draws over what it drew before; everything above stays in the terminal's history. */
export class Screen {
  private drawn = 0
  private last = ''
  private readonly out: NodeJS.WriteStream

  constructor(out: NodeJS.WriteStream) {
    this.out = out
  }

  /** Columns, and lines that can be drawn over again: one fewer than the terminal has, for the cursor. */
  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.out.columns ?? 80, rows: Math.max(1, (this.out.rows ?? 24) - 1) }
  }

  draw(lines: readonly string[]): void {
    // A block taller than the terminal could not be drawn over.
    const shown = lines.slice(0, this.size.rows)
    const text = `${shown.join('\n')}\n`
    // Drawing the same again would only clear what somebody has just selected with the mouse.
    if (text === this.last) return
    moveCursor(this.out, 0, -this.drawn)
    clearScreenDown(this.out)
    this.out.write(text)
    this.last = text
    this.drawn = shown.length
  }
}
