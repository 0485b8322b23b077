import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cgroupV2 } from './cgroup-v2.ts'

// Ordinary files in place of the kernel's: this shows what is written where, not what the kernel makes of it.
let root: string
const path = (...parts: string[]) => join(root, ...parts)
const read = (...parts: string[]) => readFileSync(path(...parts), 'utf8')

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ainur-cgroup-'))
  writeFileSync(path('cgroup.controllers'), 'cpuset cpu io memory hugetlb pids rdma misc\n')
  writeFileSync(path('cgroup.subtree_control'), 'cpu memory pids\n')
})
afterEach(() => rmSync(root, { recursive: true }))

/** What the kernel puts into a new cgroup. */
function addFiles(controllers: string): void {
  writeFileSync(path('ainur-1', 'cgroup.controllers'), controllers)
  writeFileSync(path('ainur-1', 'cgroup.subtree_control'), '\n')
}

describe('cgroup v2', () => {
  it('hands down what pods are limited with and the root does not hand down yet', () => {
    cgroupV2('ainur-1', root).create()
    expect(read('cgroup.subtree_control')).toBe('+cpuset +io +hugetlb')
  })

  it('moves the first processes into a leaf before the node hands controllers down', () => {
    const cgroup = cgroupV2('ainur-1', root)
    cgroup.create()
    addFiles('cpuset cpu memory pids\n')
    expect(cgroup.firstProcess).toEqual([path('ainur-1', 'cgroup.procs')])
    cgroup.settle([41, 42])
    // One number per write; an ordinary file keeps the last.
    expect(read('ainur-1', 'init', 'cgroup.procs')).toBe('42')
    expect(read('ainur-1', 'cgroup.subtree_control')).toBe('+cpuset +cpu +memory +pids')
    expect(cgroup.laterProcesses).toEqual([path('ainur-1', 'init', 'cgroup.procs')])
  })

  it('says what to do where nothing may be handed down, as in a container', () => {
    const refusing = cgroupV2('ainur-1', root, () => {
      throw new Error('EBUSY')
    })
    expect(() => refusing.create()).toThrow(
      /cannot write "\+cpuset \+io \+hugetlb" to .*run this on the machine itself/,
    )
  })

  it('lists its directories deepest first, and none once they are gone', () => {
    const cgroup = cgroupV2('ainur-1', root)
    expect(cgroup.directories()).toEqual([])
    mkdirSync(path('ainur-1', 'kubepods', 'pod1'), { recursive: true })
    expect(cgroup.directories()).toEqual([
      path('ainur-1', 'kubepods', 'pod1'),
      path('ainur-1', 'kubepods'),
      path('ainur-1'),
    ])
  })
})
