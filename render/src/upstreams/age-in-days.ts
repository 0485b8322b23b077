/** Days from one day to another, both as `2026-08-12`, in UTC. */
export function ageInDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
