import { defineRule } from '@ainur/constructs/finding'
import { isRecord } from '@ainur/constructs/is-record'
import { judgeSetting } from '@ainur/constructs/longhorn-settings'
import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import { objectRef } from '../../model/object-ref.ts'
import type { KubeObject } from '../../model/rendered-object.ts'
import type { Check } from '../../model/rendering.ts'
import { asFilledText, asMap } from '../../model/shape.ts'
import { scheduleProblem } from '../../schema/server-rules/cron-schedule.ts'

const settingSkipped = defineRule('longhorn-setting-skipped', 'error', {
  title: "the ConfigMap with Longhorn's settings has one that Longhorn refuses",
  why: 'Longhorn skips it, keeps its default, and only its log says so.',
  remedy: 'Write a name and a value that the pinned version of Longhorn takes.',
})

const file = 'default-setting.yaml'
const path = `data["${file}"]`

/** Settings whose value is a schedule. */
const schedules = ['snapshot-data-integrity-cronjob']

/**
 * Every setting in the ConfigMap `longhorn-default-setting` is one that Longhorn takes.
 *
 * @see https://github.com/longhorn/longhorn-manager/blob/v1.12.1/types/setting.go GetCustomizedDefaultSettings
 */
export const settingsCheck: Check = {
  rules: [settingSkipped],
  run({ objects }) {
    return objects.flatMap(({ object }) => {
      if (object.kind !== 'ConfigMap' || object.metadata.name !== 'longhorn-default-setting') return []
      return faultsOf(object).map(({ message, remedy }) =>
        settingSkipped.finding(objectRef(object), path, message, remedy),
      )
    })
  },
}

interface Fault {
  readonly message: string
  readonly remedy: string
}

function faultsOf(configMap: KubeObject): Fault[] {
  const text = asFilledText(asMap(configMap.data)[file]) ?? ''
  const settings = read(text)
  if (!isRecord(settings)) {
    return [
      {
        message: `${file} is not a YAML map of settings, so Longhorn reads none of it`,
        remedy: 'Write "name: value" lines.',
      },
    ]
  }
  return Object.entries(settings).flatMap(([name, value]) => {
    if (value === null || value === '') return []
    if (typeof value !== 'string') {
      const message = `${name} is not a text in YAML, so Longhorn reads none of the settings`
      return [{ message, remedy: `Put its value in quotes: ${name}: '${JSON.stringify(value)}'.` }]
    }
    return judgeSetting(name, value) ?? scheduleFault(name, value) ?? []
  })
}

/** Scalars as they are written: Longhorn reads the file into a map of texts. */
function read(text: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA }) ?? {}
  } catch {
    return undefined
  }
}

function scheduleFault(name: string, value: string): Fault | undefined {
  if (!schedules.includes(name)) return undefined
  const perEngine = read(value)
  const texts = isRecord(perEngine) ? Object.values(perEngine).map(String) : [value]
  for (const text of texts) {
    const problem = scheduleProblem(text)
    if (problem) return { message: `"${text}" was given for ${name}: ${problem}`, remedy: 'Write e.g. "0 3 * * 0".' }
  }
}
