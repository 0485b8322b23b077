import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineRule, type Finding, ownObject } from '@ainur/constructs/finding'
import { isRecord } from '@ainur/constructs/is-record'
import type { KubeObject } from '../model/rendered-object.ts'
import { crdKinds } from '../schema/crd-kinds.ts'
import { describeYamlError, parseArgoYamlAll } from '../yaml/argo-yaml.ts'

/** Folder of a repository with the CustomResourceDefinitions that something outside of its trees brings. */
export const definitionsFolder = 'crds'

export const definitionFileInvalid = defineRule('definition-file-invalid', 'error', {
  title: 'a file in `crds/` holds something else than CustomResourceDefinitions',
  why: 'The custom resources that it should describe could not be checked.',
  remedy: 'Save the definition as the cluster has it: `kubectl get crd <name> -o yaml`.',
})

const remedy =
  'save the definition as a cluster has it, with kubectl get crd <name> -o yaml, or as the release of the project publishes it: a template of a chart is not one'

/** Files in `crds/` are not what they should be; carries all that is wrong with them. */
export class DefinitionFilesError extends Error {
  override readonly name = 'DefinitionFilesError'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    super(findings.map(({ object, message }) => `${object.name}: ${message}`).join('; '))
    this.findings = findings
  }
}

/**
 * The CustomResourceDefinitions in `crds/` of a repository, which charts bring that Argo CD renders: objects are checked
 * against them, and they never get into a tree.
 *
 * @throws DefinitionFilesError with every mistake in them
 */
export function readDefinitions(repositoryRoot: string): readonly KubeObject[] {
  const folder = join(repositoryRoot, definitionsFolder)
  if (!existsSync(folder)) return []
  const findings: Finding[] = []
  const definitions = readdirSync(folder)
    .filter((file) => /\.(?:ya?ml|json)$/.test(file))
    .sort()
    .flatMap((file) => {
      const report = (path: string, message: string) =>
        findings.push(
          definitionFileInvalid.finding(ownObject('File', `${definitionsFolder}/${file}`), path, message, remedy),
        )
      return definitionsIn(readFileSync(join(folder, file), 'utf8'), report)
    })
  if (findings.length > 0) throw new DefinitionFilesError(findings)
  return definitions
}

function definitionsIn(text: string, report: (path: string, message: string) => void): KubeObject[] {
  let documents: unknown[]
  try {
    documents = parseArgoYamlAll(text).filter((document) => document !== undefined && document !== null)
  } catch (error) {
    report('', `it is not YAML: ${describeYamlError(error)}`)
    return []
  }
  const objects = documents.flatMap((document) =>
    isRecord(document) && document.kind === 'List' && Array.isArray(document.items) ? document.items : [document],
  )
  if (objects.length === 0) report('', 'it is empty')
  return objects.flatMap((object, index) => {
    if (isRecord(object) && object.kind === 'CustomResourceDefinition' && crdKinds(object).length > 0) {
      return [published(object as KubeObject)]
    }
    report(`[${index}]`, `document ${index + 1} is no CustomResourceDefinition with a served version`)
    return []
  })
}

/** Without what a cluster adds: a definition with its `uid` cannot be made in another one. */
function published({ apiVersion, kind, metadata, spec }: KubeObject): KubeObject {
  return { apiVersion, kind, metadata: { name: metadata.name }, spec }
}
