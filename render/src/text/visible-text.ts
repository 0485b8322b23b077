const misleading =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/**
 * Control characters, and those that turn the direction of text around, as what they are: an object's name must not
 * move the cursor, colour a line or show itself as something else.
 */
export function visibleText(text: string): string {
  return text.replace(misleading, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** The same, on one line. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ').trim()
}
