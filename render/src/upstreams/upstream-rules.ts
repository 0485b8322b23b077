import { defineRule } from '@ainur/constructs/finding'

export const upstreamAdvisory = defineRule('upstream-advisory', 'error', {
  title: 'an advisory says that the pinned version is affected',
  why: 'Anybody who reads it knows how to attack the cluster.',
  remedy: 'Raise the version in the record of the upstream.',
})

export const upstreamNewer = defineRule('upstream-newer', ['warning', 'info'], {
  title: 'a newer version exists; a warning where only the patch number differs',
  why: 'Patches mend faults that somebody has met.',
  remedy: 'Read its release notes, then raise the version in the record of the upstream.',
})

export const upstreamGone = defineRule('upstream-gone', 'error', {
  title: 'upstream has no release, or no chart, of the pinned version',
  why: 'What cannot be fetched any more cannot be installed anew.',
  remedy: 'Find out why it was withdrawn, and pin another version.',
})

export const upstreamReleased = defineRule('upstream-released', 'warning', {
  title: 'the record has another day of release than upstream, or none',
  why: 'The age of the version is counted from that day.',
  remedy: 'Write it into the record of the upstream.',
})

export const upstreamUnverified = defineRule('upstream-unverified', 'error', {
  title: 'a registry, release feed or advisory database could not be asked',
  why: 'Nobody knows whether the records are true.',
  remedy: 'Try again when it can be reached.',
})

/** Rules of `upstreams -- verify`, beside those of images. */
export const upstreamRules = [upstreamAdvisory, upstreamGone, upstreamNewer, upstreamReleased, upstreamUnverified]
