import type { App } from '../../app/app.ts'
import { formatPath } from '../../cluster/path.ts'
import { quote } from '../../cluster/problem.ts'
import { defineRule } from '../../finding/rule.ts'
import { judgeSetting } from './judge-setting.ts'
import { derivedSettings, settingText } from './setting-values.ts'

export const settingRefused = defineRule('longhorn-setting-refused', 'error', {
  title: 'Longhorn would refuse a setting',
  why: 'Longhorn skips a setting that it does not know, or whose value it does not take, keeps its default, and only its log says so.',
  remedy: 'Write a name and a value that the pinned version of Longhorn takes.',
})

/** The settings that Longhorn takes, as texts; reports the others. */
export function readSettings(app: App, settings: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const taken: Record<string, string> = {}
  for (const [name, value] of Object.entries(settings)) {
    const problem = problemOf(name, value)
    if (problem) app.report(settingRefused.problem(formatPath(['settings', name]), problem.message, problem.remedy))
    else taken[name] = settingText(value)
  }
  return taken
}

function problemOf(name: string, value: unknown): { readonly message: string; readonly remedy: string } | undefined {
  const elsewhere = Object.hasOwn(derivedSettings, name)
    ? derivedSettings[name as keyof typeof derivedSettings]
    : undefined
  if (elsewhere) return { message: `${name} is not set by itself: ${elsewhere}`, remedy: 'Remove it here.' }
  if (Array.isArray(value) || value === null || typeof value === 'function') {
    return { message: `${quote(value)} was given; ${name} takes a text, a number, true or false`, remedy: 'Write one.' }
  }
  return judgeSetting(name, settingText(value))
}
