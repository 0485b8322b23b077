import { addStep } from '../../text/format-path.ts'
import type { Segment } from '../model.ts'

/** `spec.ports[port=80,protocol=TCP]`, `data["app.yaml"] > server.port`: the notation of findings and diffs. */
export function formatPath(segments: readonly Segment[]): string {
  let path = ''
  for (const segment of segments) {
    if (typeof segment !== 'object') {
      path = path.endsWith(' > ') ? path + addStep('', segment) : addStep(path, segment)
    } else if ('document' in segment) path += ' > '
    else {
      const keys = Object.entries(segment.keys).map(
        ([key, value]) => `${key}=${JSON.stringify(value)?.replace(/^"([\w./:-]*)"$/, '$1')}`,
      )
      path += `[${keys.join(',')}]`
    }
  }
  return path.replace(/ > $/, '')
}
