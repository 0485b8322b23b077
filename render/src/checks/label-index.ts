import { isRecord } from '@ainur/constructs'
import { pushTo } from '../model/group-by.ts'
import { matchesLabelSelector } from '../plan/label-selector.ts'

type Labels = Readonly<Record<string, string>>

/** Finds what a label selector selects in a namespace without looking at everything that is there. */
export class LabelIndex<T> {
  readonly #byNamespace = new Map<string, [T, Labels][]>()
  readonly #byPair = new Map<string, [T, Labels][]>()

  add(item: T, namespace: string, labels: Labels): void {
    pushTo(this.#byNamespace, namespace, [item, labels])
    for (const [key, value] of Object.entries(labels)) pushTo(this.#byPair, pair(namespace, key, value), [item, labels])
  }

  /** In the order in which they were added. */
  select(namespace: string, selector: unknown): T[] {
    return this.#candidates(namespace, selector)
      .filter(([, labels]) => matchesLabelSelector(selector, labels))
      .map(([item]) => item)
  }

  /** Those with the rarest of the pairs that the selector wants. */
  #candidates(namespace: string, selector: unknown): readonly [T, Labels][] {
    const wanted = isRecord(selector) && isRecord(selector.matchLabels) ? Object.entries(selector.matchLabels) : []
    const lists = wanted.map(([key, value]) => this.#byPair.get(pair(namespace, key, String(value))) ?? [])
    const all = this.#byNamespace.get(namespace) ?? []
    return lists.reduce((fewest, list) => (list.length < fewest.length ? list : fewest), all)
  }
}

function pair(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`
}
