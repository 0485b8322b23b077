import { isAmbiguous } from './ambiguous.ts'

/**
 * Letters, digits, and signs that mean nothing in YAML; a letter or a slash first, no blank last, and a colon only where
 * something follows it.
 */
const harmless = /^[A-Za-z/][\w./@%+=,;()$~ -]*(?::[\w/][\w./@%+=,;()$~ -]*)*(?<! )$/

/** Whether `text` needs no quotes, as most texts of a tree do. Fast, and false if there is any doubt. */
export function isPlain(text: string): boolean {
  return harmless.test(text) && !isAmbiguous(text)
}
