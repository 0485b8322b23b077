/**
 * The sections and keys of an INI, properties or flat TOML file, as text. Returns undefined where a reader could
 * disagree (a key given twice, continued lines, tables in lists): such a file is compared as text.
 */
export function parseIni(text: string): Record<string, Record<string, string>> | undefined {
  const sections: Record<string, Record<string, string>> = Object.create(null)
  let section = ''
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line === '' || /^[#;]/.test(line)) continue
    const header = /^\[([^[\]]+)\]$/.exec(line)
    if (header) {
      section = header[1] as string
      if (sections[section]) return undefined
      sections[section] = Object.create(null)
      continue
    }
    const pair = /^([^=:\s[][^=:]*?)\s*[=:]\s*(.*)$/.exec(line)
    if (!pair || /[\\[{("']{1}$/.test(pair[2] as string) || raw !== raw.trimStart()) return undefined
    const [, key, value] = pair as unknown as [string, string, string]
    sections[section] ??= Object.create(null) as Record<string, string>
    const keys = sections[section] as Record<string, string>
    if (key in keys) return undefined
    keys[key] = value
  }
  return Object.keys(sections).length > 0 ? sections : undefined
}
