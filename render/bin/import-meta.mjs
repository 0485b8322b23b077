import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a module finds in `import.meta`. Few look, so nothing is made in advance. */
export class ImportMeta {
  /** @param {string} filename */
  constructor(filename) {
    this.filename = filename
  }

  get dirname() {
    return dirname(this.filename)
  }

  get url() {
    return pathToFileURL(this.filename).href
  }
}
