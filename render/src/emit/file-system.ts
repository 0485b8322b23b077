import * as fs from 'node:fs'
import { exchange } from './exchange.ts'

/**
 * The operations that change a tree, one system call each. Synchronous: for many small files that is faster than
 * promises, and nothing of this program runs between two of them.
 */
export interface FileSystem {
  mkdir(path: string): void
  writeFile(path: string, bytes: Buffer | string): void
  link(from: string, to: string): void
  copyFile(from: string, to: string): void
  utimes(path: string, atime: Date, mtime: Date): void
  symlink(target: string, path: string): void
  rename(from: string, to: string): void
  unlink(path: string): void
  rmdir(path: string): void
  /** Swaps two directories in one step. False, and nothing happened, where the system cannot. */
  exchange(a: string, b: string): boolean
}

/** The real one. `writeFile` refuses to overwrite: everything is written to a place of its own first. */
export const nodeFileSystem: FileSystem = {
  mkdir: (path) => fs.mkdirSync(path),
  writeFile: (path, bytes) => fs.writeFileSync(path, bytes, { flag: 'wx' }),
  link: fs.linkSync,
  copyFile: (from, to) => fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL),
  utimes: fs.utimesSync,
  symlink: (target, path) => fs.symlinkSync(target, path),
  rename: fs.renameSync,
  unlink: fs.unlinkSync,
  rmdir: (path) => fs.rmdirSync(path),
  exchange,
}
