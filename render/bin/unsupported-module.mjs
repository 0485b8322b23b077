/** This module needs a loader that can do more. */
export class UnsupportedModule extends Error {
  /** Whoever catches the errors of other people's modules lets this one pass. */
  code = 'AINUR_UNSUPPORTED_MODULE'
}
