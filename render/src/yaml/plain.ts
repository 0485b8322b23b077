import { isAmbiguous } from './ambiguous.ts'

/**
 * Letters, digits, and signs that mean nothing in YAML; a letter or a slash first, no blank last, and a colon only where
 * something follows it.
 */
const harmless = /^[A-Za-z/][\w./@%+=,;()$~ -]*(?::[\w/][\w./@%+=,;()$~ -]*)*(?<! )$/

/** Whether any writer leaves `text` bare. Most texts of a tree are of this kind, and a glance shows it. */
export function isPlain(text: string): boolean {
  return harmless.test(text) && !isAmbiguous(text)
}
