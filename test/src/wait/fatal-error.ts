/** What no wait can see the end of, such as the death of a program: it ends every wait at once. */
export class FatalError extends Error {}
