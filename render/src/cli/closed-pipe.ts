/**
 * Lets a reader go away early, as `| head` does: what is left is not written, and the command ends as it would have.
 * Otherwise Node reports an unhandled error with a stack trace.
 */
export function allowClosedPipe(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
