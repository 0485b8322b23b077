/**
 * What happened lately, with `lines` added. Of several lines about the same thing only the latest stays: what a pod or
 * an Application went through matters less than where it is now.
 *
 * @param limit how many lines are kept
 */
export function remember(recent: readonly string[], lines: readonly string[], limit: number): readonly string[] {
  const bySubject = new Map<string, string>()
  for (const line of [...recent, ...lines]) {
    const subject = line.split(': ', 1)[0] ?? line
    // Taken out first, so that it comes last.
    bySubject.delete(subject)
    bySubject.set(subject, line)
  }
  return [...bySubject.values()].slice(-limit)
}
