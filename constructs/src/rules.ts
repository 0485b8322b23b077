import { checkGroups } from './cluster/checks/checks.ts'
import { shapeRules } from './cluster/read-shape.ts'
import { containerRules } from './container-app/rules.ts'
import type { Chapter } from './finding/chapter.ts'

/** The rules of a definition and of the systems, as `docs/definition-rules.md` tells them. */
export const chapters: readonly Chapter[] = [
  { title: 'Shape', rules: shapeRules },
  ...checkGroups.map(({ title, checks }) => ({ title, rules: checks.flatMap(({ rules }) => rules) })),
  { title: 'Container apps', rules: Object.values(containerRules) },
]
