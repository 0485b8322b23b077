import { expect, it } from 'vitest'
import { folderOf, foldersOf, tailsOf } from './tree-path.ts'

it('tells the folders around a file', () => {
  expect(folderOf('a/b/c.yaml')).toBe('a/b')
  expect(folderOf('c.yaml')).toBe('')
  expect(foldersOf('a/b/c.yaml')).toEqual(['a/b', 'a'])
  expect(foldersOf('c.yaml')).toEqual([])
})

it('tells what a source may mean by a folder, however it is written', () => {
  expect(tailsOf('./dist//lab/apps/')).toEqual(['dist/lab/apps', 'lab/apps', 'apps'])
  expect(tailsOf('.')).toEqual([])
})
