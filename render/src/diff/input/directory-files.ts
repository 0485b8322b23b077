import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { manifestFile, notManifests, type SourceFile, type SourceFiles } from './source-files.ts'

/** The manifests below a directory. Links are not followed; `beside` reads from `besideRoot`. */
export function directoryFiles(root: string, label: string, besideRoot: string = root): SourceFiles {
  const clean = root.length > 1 && root.endsWith(sep) ? root.slice(0, -1) : root
  const paths: string[] = []
  const indexes: string[] = []
  const visit = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && entry.name !== '.git') visit(path)
      } else if (entry.isFile() && manifestFile.test(entry.name)) {
        const relativePath = sep === '/' ? path.slice(clean.length + 1) : relative(clean, path).replaceAll(sep, '/')
        if (!notManifests.test(relativePath)) paths.push(relativePath)
        else if (entry.name === 'index.json') indexes.push(path)
      }
    }
  }
  visit(clean)
  paths.sort()
  const files = new Map<string, SourceFile>(
    paths.map((path) => [path, { read: () => readFileSync(`${clean}/${path}`, 'utf8') }]),
  )
  return {
    label,
    files,
    beside: filesBeside(besideRoot),
    indexes: () => indexes.map((path) => readFileSync(path, 'utf8')),
  }
}

/** Reads files in `root` by their path; undefined for those that are not there. */
export function filesBeside(root: string): SourceFiles['beside'] {
  return (path) => {
    const file = join(root, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
}
