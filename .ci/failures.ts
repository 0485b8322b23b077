import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { TestCase, TestModule, TestSpecification, TestSuite } from 'vitest/node'

interface Thrown {
  readonly message?: string
}

/** What a run is told of at its end. */
export interface RunFailures {
  readonly modules: readonly TestModule[]
  /** Errors outside of any test. */
  readonly errors: readonly Thrown[]
  /** Files that were to run. */
  readonly files: readonly TestSpecification[]
}

/** Most characters of a line, and of the project, file and titles with which it begins. */
const widths = { line: 240, place: 160 }
const mostLines = 40

/**
 * One line per failure: project, file, title and what was thrown first. A suite that could not start stands for its
 * tests. At most 40 lines; then the last one counts what is left out.
 */
export function failuresOf({ modules, errors, files }: RunFailures): string[] {
  const lines = [
    ...errors.map((error) => line('outside of any test', [error])),
    ...modules.flatMap((module) => [...failuresIn(module)]),
    ...files.filter(({ testModule }) => !testModule).map((file) => line(placeOf(file), [{ message: 'did not run' }])),
  ]
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines - 1), `and ${lines.length - mostLines + 1} more`]
}

function* failuresIn(module: TestModule): Generator<string> {
  for (const suite of [module, ...module.children.allSuites()]) {
    if (suite.errors().length > 0) yield line(placeOf(suite), suite.errors())
  }
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result()
    if (state === 'failed') yield line(placeOf(test), errors)
    // Its worker died.
    if (state === 'pending') yield line(placeOf(test), [{ message: 'did not end' }])
  }
}

function placeOf(part: TestCase | TestSuite | TestModule | TestSpecification): string {
  if ('parent' in part) return `${placeOf(part.parent)} > ${part.name}`
  return `${part.project.name} ${relative(part.project.config.root, part.moduleId)}`.trimStart()
}

/** Not only the first line of what was thrown: a wait tells the last state in its second one. */
function line(place: string, [thrown]: readonly Thrown[]): string {
  return cut(`${cut(place, widths.place)}: ${thrown?.message || 'no reason given'}`, widths.line)
}

function cut(text: string, width: number): string {
  const plain = stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').trim()
  return plain.length > width ? `${plain.slice(0, width - 1)}…` : plain
}
