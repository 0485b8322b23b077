import { defineRule } from '@ainur/constructs/finding'

export const imageNotLocked = defineRule('image-not-locked', 'error', {
  title: 'an image is not in the lock',
  why: 'The architectures that it runs on are unknown.',
  remedy: 'Run `npm run images -- lock`, or declare it there with its platforms and where they were read.',
})
