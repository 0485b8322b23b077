/** Something of both sides, each made when it is first asked for. */
export function lazyBoth<T>(base: () => T, head: () => T): { readonly base: T; readonly head: T } {
  const made: { base?: T; head?: T } = {}
  return {
    get base() {
      made.base ??= base()
      return made.base
    },
    get head() {
      made.head ??= head()
      return made.head
    },
  }
}
