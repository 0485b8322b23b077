/** An error that no wait can outlast, such as the death of a program: it ends every wait at once. */
export class FatalError extends Error {}
