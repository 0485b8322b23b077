import { defineRule, type ObjectRef, ownObject } from '@ainur/constructs/finding'
import type { DiffCheck, Manifest } from '../model.ts'

const rule = defineRule('input-broken', ['error', 'warning', 'info'], {
  title: 'a file cannot be read',
  why: 'Argo CD fails to render the whole Application that the file belongs to, and what the file holds is not part of this comparison.',
  remedy: 'Correct the file.',
  accept: 'Accept it for files that Argo CD never reads as plain manifests, such as templates of a Helm chart.',
})

/** A document that cannot be read. */
export const inputBroken: DiffCheck = {
  rule,
  *run({ documents }) {
    const before = new Set(documents.base.flatMap((each) => (each.problem ? [identity(each)] : [])))
    for (const document of documents.head) {
      if (!document.problem || before.has(identity(document))) continue
      const template = /\{\{.*\}\}/.test(document.text)
      const message = `${document.file}: ${document.problem}.${template ? ' It looks like a template.' : ''} What it holds is not compared.`
      const remedy = template ? 'Compare the rendered manifests instead.' : 'Correct the syntax.'
      yield rule.finding(fileRef(document.file), '', message, remedy, template ? 'info' : 'error')
    }
    const after = new Set(documents.head.flatMap((each) => (each.problem ? [identity(each)] : [])))
    for (const document of documents.base) {
      if (!document.problem) continue
      if (after.has(identity(document))) {
        const message = `${document.file} changes, and can be read neither before nor after: ${document.problem}. What changes in it is not shown.`
        yield rule.finding(fileRef(document.file), '', message, 'Correct the syntax.', 'warning')
      } else {
        const message = `${document.file} could not be read before the change: ${document.problem}. Its objects may look as if they were new.`
        yield rule.finding(fileRef(document.file), '', message, 'Nothing to do.', 'info')
      }
    }
  },
}

/** A file, where no object can be named. */
function fileRef(file: string): ObjectRef {
  return ownObject('File', file)
}

function identity({ file, problem }: Manifest): string {
  return `${file}\0${problem?.replace(/\d+/g, '')}`
}
