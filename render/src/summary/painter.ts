import picocolors from 'picocolors'

export type Painter = ReturnType<typeof picocolors.createColors>

/** Colours text, or leaves it alone. */
export function painter(enabled: boolean): Painter {
  return picocolors.createColors(enabled)
}
