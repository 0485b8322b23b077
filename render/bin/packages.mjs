import { sep } from 'node:path'

/** Part of the path of each file that npm installed. */
export const PACKAGES = `${sep}node_modules${sep}`
