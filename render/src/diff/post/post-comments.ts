import { setTimeout as sleep } from 'node:timers/promises'
import { PostError } from './forge.ts'
import { type Comment, type ForgeClient, statusOf } from './forge-client.ts'

/** What was done to the comments of a pull request. */
export interface Posted {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly removed: number
}

export interface PostOptions {
  /** See `PullRequest.expectHead`. */
  readonly expectHead?: string
  /** Make comments where there are none yet. @default true */
  readonly create?: boolean
  /** Milliseconds before a failed creation is looked into again. @default 1000 */
  readonly stepMs?: number
}

const RETRIES = 3
const marker = (part: number) => `<!-- ainur-diff part ${part} -->`
const markerPattern = /^<!-- ainur-diff part (\d+) -->/

/**
 * Makes the comments of a pull request be exactly `parts`: updates those of an earlier run in place, adds what is
 * missing, deletes leftovers and second copies. Comments of anybody else stay, even if they carry the marker.
 */
export async function postComments(
  client: ForgeClient,
  parts: readonly string[],
  { expectHead, create = true, stepMs = 1000 }: PostOptions = {},
): Promise<Posted> {
  if (expectHead !== undefined) {
    const head = await client.head()
    if (head !== expectHead)
      throw new PostError(
        `The pull request is at ${head} by now, the result is about ${expectHead}: not posted. The run for the newer commit will.`,
      )
  }
  const me = await client.whoami()
  const counts = { created: 0, updated: 0, unchanged: 0, removed: 0 }
  const existing = await ownComments(client, me)
  for (const [index, text] of parts.entries()) {
    const part = index + 1
    const body = `${marker(part)}\n${text}`
    const known = existing.get(part)?.shift()
    if (!known) {
      if (!create && existing.size === 0) continue
      await createOnce(client, me, part, body, stepMs)
      counts.created++
    } else if (known.body.trim() === body.trim()) counts.unchanged++
    else if (await client.update(known.id, body)) counts.updated++
    else {
      // Somebody deleted it since it was listed.
      await createOnce(client, me, part, body, stepMs)
      counts.created++
    }
  }
  for (const leftover of [...existing.values()].flat()) {
    await client.remove(leftover.id)
    counts.removed++
  }
  return counts
}

/** Our comments by part, oldest first. */
async function ownComments(client: ForgeClient, me: string): Promise<Map<number, Comment[]>> {
  const byPart = new Map<number, Comment[]>()
  for (const comment of await client.list()) {
    const part = Number(markerPattern.exec(comment.body)?.[1])
    if (comment.author !== me || !part) continue
    byPart.set(part, [...(byPart.get(part) ?? []), comment])
  }
  return byPart
}

/** Creates a comment; after a failure of the server it first looks whether the comment is there after all. */
async function createOnce(client: ForgeClient, me: string, part: number, body: string, stepMs: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await client.create(body)
    } catch (error) {
      const status = statusOf(error)
      if ((status > 0 && status < 500 && status !== 429) || attempt === RETRIES) throw error
      await sleep(stepMs * (attempt + 1) ** 2)
      const made = (await ownComments(client, me)).get(part)?.[0]
      if (made && (made.body.trim() === body.trim() || (await client.update(made.id, body)))) return
    }
  }
}
