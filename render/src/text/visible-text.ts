/**
 * What cannot be seen, or moves what can: control characters, marks that turn the direction of text around, spaces
 * without width, tags, fillers, halves of characters. A variation selector behind an emoji only chooses its picture.
 *
 * @see https://www.unicode.org/reports/tr36/ Unicode Security Considerations
 */
const misleading =
  /[^\P{Cc}\t\n]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|(?!(?<=\p{Extended_Pictographic})\ufe0f)\p{Default_Ignorable_Code_Point}/gu
/** Text without any of these, as nearly all is: a fast test. */
const plain = /^[\t\n -~]*$/

/**
 * Control characters, and those that turn the direction of text around or have no shape, as what they are: an object's
 * name must not move the cursor, colour a line or show itself as something else.
 */
export function visibleText(text: string): string {
  if (plain.test(text)) return text
  return text.replace(misleading, (character) => {
    const code = (character.codePointAt(0) as number).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
}

/** The same, on one line. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ').trim()
}
