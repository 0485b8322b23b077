import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as zlib from 'node:zlib'

/** @type {(data: Buffer | string) => number} newer than the type definitions */
// @ts-expect-error
const crc32 = zlib.crc32

/**
 * Reads a file of `writeEntries`: a checksum, the length of an index, the index (key and length of each entry), and the
 * entries themselves. A file that is damaged or missing has none.
 *
 * @param {string} file @returns {Map<string, Buffer>}
 */
export function readEntries(file) {
  const entries = new Map()
  try {
    const content = readFileSync(file)
    if (content.readUInt32LE(0) !== crc32(content.subarray(4))) return entries
    let offset = 8 + content.readUInt32LE(4)
    for (const [key, length] of JSON.parse(content.subarray(8, offset).toString())) {
      entries.set(key, content.subarray(offset, offset + length))
      offset += length
    }
  } catch {
    entries.clear()
  }
  return entries
}

/**
 * Replaces the file in one step, so that several runs at once do no harm. Never fails: without a cache the next run is
 * slower, that is all.
 *
 * @param {string} file @param {Iterable<[string, Buffer]>} entries
 */
export function writeEntries(file, entries) {
  const all = [...entries]
  const index = Buffer.from(JSON.stringify(all.map(([key, data]) => [key, data.length])))
  const content = Buffer.concat([Buffer.alloc(8), index, ...all.map(([, data]) => data)])
  content.writeUInt32LE(index.length, 4)
  content.writeUInt32LE(crc32(content.subarray(4)), 0)
  const draft = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(draft, content)
    renameSync(draft, file)
  } catch {
    try {
      rmSync(draft, { force: true })
    } catch {
      // Its folder is no folder.
    }
  }
}
