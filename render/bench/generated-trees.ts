import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Two trees of manifests that differ in one object of a hundred. */
export interface GeneratedTrees {
  readonly base: string
  readonly head: string
  /** The same trees as one file each, for tools that compare files only. */
  readonly baseFile: string
  readonly headFile: string
}

/** Writes trees of `objects` Deployments, Services and ConfigMaps, one per file, in a hundred folders. */
export function writeGeneratedTrees(folder: string, objects: number): GeneratedTrees {
  const side = (name: string, changed: boolean): [string, string] => {
    const root = join(folder, `${objects}-${name}`)
    const documents: string[] = []
    for (let index = 0; index < objects; index++) {
      const directory = join(root, `team-${index % 100}`)
      if (index < 100) mkdirSync(directory, { recursive: true })
      const text = manifest(index, changed && index % 100 === 0)
      writeFileSync(join(directory, `object-${index}.yaml`), text)
      documents.push(text)
    }
    const file = `${root}.yaml`
    writeFileSync(file, '')
    appendFileSync(file, documents.join('---\n'))
    return [root, file]
  }
  const [base, baseFile] = side('base', false)
  const [head, headFile] = side('head', true)
  return { base, head, baseFile, headFile }
}

function manifest(index: number, changed: boolean): string {
  const metadata = `metadata:\n  name: app-${index}\n  namespace: team-${index % 100}\n  labels:\n    app.kubernetes.io/name: app-${index}\n`
  if (index % 3 === 1)
    return `apiVersion: v1\nkind: Service\n${metadata}spec:\n  selector:\n    app.kubernetes.io/name: app-${index - 1}\n  ports:\n    - port: ${changed ? 81 : 80}\n      targetPort: http\n`
  if (index % 3 === 2)
    return `apiVersion: v1\nkind: ConfigMap\n${metadata}data:\n  config.yaml: |\n${lines(20, (line) => `    key${line}: ${changed ? 'new' : 'old'}`)}`
  return `apiVersion: apps/v1\nkind: Deployment\n${metadata}spec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: app-${index}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: app-${index}\n    spec:\n      containers:\n        - name: web\n          image: registry.example.com/web:${changed ? '1.1.0' : '1.0.0'}\n          ports:\n            - containerPort: 80\n              name: http\n          env:\n${lines(10, (line) => `            - name: SETTING_${line}\n              value: "${line}"`)}          resources:\n            requests:\n              cpu: 100m\n              memory: 64Mi\n`
}

function lines(count: number, line: (index: number) => string): string {
  return `${Array.from({ length: count }, (_, index) => line(index)).join('\n')}\n`
}
