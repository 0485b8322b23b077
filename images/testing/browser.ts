import { execa } from 'execa'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Path of an installed Chromium or Chrome; undefined when there is none. */
export async function browserPath(): Promise<string | undefined> {
  for (const program of programs) {
    const { stdout, failed } = await execa('sh', ['-c', 'command -v "$0"', program], { reject: false })
    if (!failed) return stdout
  }
  return undefined
}

/** A browser as a layer can need it. */
export const browser = {
  name: 'browser',
  async unavailable(): Promise<string | undefined> {
    if (await browserPath()) return undefined
    return `none of ${programs.join(', ')} is installed; run images/prepare-browser.sh as root`
  },
} as const
