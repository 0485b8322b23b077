import { join } from 'node:path'
import { withLock } from '@ainur/render/with-lock'
import { runDocker } from '../../../images/testing/docker.ts'
import { scratchRoot } from '../../src/cleanup/scratch-root.ts'

/** Writes an image of the local Docker into an archive, under the name by which pods ask for it. */
export async function saveImage(image: string, name: string, archive: string): Promise<void> {
  // Another run tags and untags the same name.
  await withLock(join(scratchRoot(), 'image-names.lock'), () => saveAs(image, name, archive))
}

async function saveAs(image: string, name: string, archive: string): Promise<void> {
  const known = await runDocker('image', 'ls', '--quiet', name)
  if (known === '') await runDocker('tag', image, name)
  else if (!(await sameImage(image, name))) {
    throw new Error(`Docker has another image called ${name}; remove it with "docker rmi ${name}" if it is a leftover`)
  }
  try {
    await runDocker('save', '--output', archive, name)
  } finally {
    if (known === '') await runDocker('rmi', name)
  }
}

async function sameImage(one: string, other: string): Promise<boolean> {
  const ids = await runDocker('image', 'inspect', '--format', '{{.Id}}', one, other)
  return new Set(ids.split('\n')).size === 1
}
