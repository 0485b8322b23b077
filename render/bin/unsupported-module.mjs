/** This module needs a loader that can do more. */
export class UnsupportedModule extends Error {}
