import { type Finding, ownObject } from '@ainur/constructs/finding'
import { RegistryError } from '../images/registry/registry-error.ts'
import { upstreamUnverified } from './upstream-rules.ts'

interface Question {
  readonly host: string
  /** `releases`, `images`. */
  readonly about: string
  readonly name: string
}

/** Remembers which hosts do not answer, so that each is waited for once and reported once. */
export class UnreachableHosts {
  readonly #reasons = new Map<string, string>()
  readonly #unanswered: Question[] = []

  /**
   * What `run` gives; undefined when the host did not answer, now or before.
   *
   * @throws {RegistryError} `not-found`: that is an answer
   */
  async ask<T>(question: Question, run: () => Promise<T>): Promise<T | undefined> {
    const { host } = question
    if (!this.#reasons.has(host)) {
      try {
        return await run()
      } catch (error) {
        if (!(error instanceof RegistryError) || error.kind === 'not-found') throw error
        if (!this.#reasons.has(host)) this.#reasons.set(host, error.message)
      }
    }
    this.#unanswered.push(question)
    return undefined
  }

  /** One for each host. */
  get findings(): Finding[] {
    return [...this.#reasons].map(([host, reason]) => {
      const left = this.#unanswered.filter((question) => question.host === host)
      const kinds = [...new Set(left.map(({ about }) => about))].map((kind) => {
        const names = left.filter(({ about }) => about === kind).map(({ name }) => name)
        return `${kind} of ${names.sort().join(', ')}`
      })
      return upstreamUnverified.finding(ownObject('Upstream', host), '', `${reason}; not compared: ${kinds.join('; ')}`)
    })
  }
}
