import { clearScreenDown, moveCursor } from 'node:readline'

/** Draws over what it drew before; everything above stays in the terminal's history. */
export class Screen {
  private drawn = 0
  private readonly out: NodeJS.WriteStream

  constructor(out: NodeJS.WriteStream) {
    this.out = out
  }

  get width(): number {
    return this.out.columns ?? 80
  }

  draw(lines: readonly string[]): void {
    // A block taller than the terminal could not be drawn over.
    const shown = lines.slice(0, Math.max(1, (this.out.rows ?? 24) - 1))
    moveCursor(this.out, 0, -this.drawn)
    clearScreenDown(this.out)
    this.out.write(`${shown.join('\n')}\n`)
    this.drawn = shown.length
  }
}
