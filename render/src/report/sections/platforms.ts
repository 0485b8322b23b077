import { joined, type Markup } from '../../html/markup.ts'
import type { UsedImage } from '../facts/app-facts.ts'
import { chip } from './chip.ts'

/** Platforms of an image as chips: those that no node of the cluster has are left plain. */
export function platforms({ locked }: UsedImage, architectures: readonly string[]): Markup {
  if (!locked) return chip('not locked', 'warning')
  const names = locked.platforms.map((platform) => platform.replace(/^linux\//, ''))
  return joined(
    names.map((name) => chip(name, architectures.includes(name.split('/')[0] ?? '') ? 'good' : 'plain')),
    ' ',
  )
}
