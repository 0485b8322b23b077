import { type CodePlace, placesOf } from '@ainur/constructs/code-place'

/** A line that asks for what is different at each run. */
export interface ImpureLine extends CodePlace {
  /** As its author wrote it: `Date.now()`. */
  readonly call: string
}

/**
 * Runs `work`, and collects the lines that ask for the time or for a random number meanwhile.
 *
 * @param isWatched whether the code of a file is watched; everybody else may ask.
 */
export async function watchPurity<T>(
  isWatched: (file: string) => boolean,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly impure: readonly ImpureLine[] }> {
  const impure = new Map<string, ImpureLine>()
  const note = (call: string, asked: (...args: never[]) => unknown) => {
    const holder: { stack?: string } = {}
    Error.captureStackTrace(holder, asked)
    const place = placesOf(holder.stack)[0]
    if (place && isWatched(place.file)) impure.set(`${place.file}:${place.line} ${call}`, { ...place, call })
  }
  const restore = [watchDate(note), watchFunction(Math, 'random', 'Math.random()', note)]
  if (globalThis.crypto) restore.push(watchFunction(globalThis.crypto, 'randomUUID', 'crypto.randomUUID()', note))
  try {
    const value = await work()
    return { value, impure: [...impure.values()] }
  } finally {
    for (const undo of restore) undo()
  }
}

type Note = (call: string, asked: (...args: never[]) => unknown) => void

function watchDate(note: Note): () => void {
  const real = globalThis.Date
  function now(): number {
    note('Date.now()', now)
    return real.now()
  }
  function construct(target: DateConstructor, args: [], newTarget: unknown): object {
    if (args.length === 0) note('new Date()', construct)
    return Reflect.construct(target, args, newTarget as new () => unknown)
  }
  globalThis.Date = new Proxy(real, {
    construct,
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  return () => {
    globalThis.Date = real
  }
}

function watchFunction<Owner extends object>(owner: Owner, name: keyof Owner, call: string, note: Note): () => void {
  const real = owner[name] as (...args: unknown[]) => unknown
  function asked(this: unknown, ...args: unknown[]): unknown {
    note(call, asked)
    return Reflect.apply(real, this, args)
  }
  owner[name] = asked as Owner[keyof Owner]
  return () => {
    owner[name] = real as Owner[keyof Owner]
  }
}
