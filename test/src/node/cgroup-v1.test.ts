import { describe, expect, it } from 'vitest'
import { cgroupV1, findHierarchies } from './cgroup-v1.ts'

const mounts = `tmpfs /sys/fs/cgroup tmpfs ro,nosuid,nodev,noexec,mode=755 0 0
cgroup2 /sys/fs/cgroup/unified cgroup2 rw,nosuid,nodev,noexec,relatime 0 0
cgroup /sys/fs/cgroup/systemd cgroup rw,nosuid,nodev,noexec,relatime,xattr,name=systemd 0 0
cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,nosuid,nodev,noexec,relatime,cpu,cpuacct 0 0
cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0
cgroup /elsewhere/pids cgroup rw,relatime,pids 0 0
`

describe('cgroup v1', () => {
  it('takes every hierarchy of version 1 that is mounted in its place, with the options that mount it again', () => {
    expect(findHierarchies(mounts)).toEqual([
      { path: '/sys/fs/cgroup/systemd', options: 'none,name=systemd' },
      { path: '/sys/fs/cgroup/cpu,cpuacct', options: 'cpu,cpuacct' },
      { path: '/sys/fs/cgroup/memory', options: 'memory' },
    ])
  })

  it('has processes join all of them at any time, and the node mount them', () => {
    const cgroup = cgroupV1('ainur-7', mounts)
    expect(cgroup.firstProcess).toEqual([
      '/sys/fs/cgroup/systemd/ainur-7/cgroup.procs',
      '/sys/fs/cgroup/cpu,cpuacct/ainur-7/cgroup.procs',
      '/sys/fs/cgroup/memory/ainur-7/cgroup.procs',
    ])
    expect(cgroup.laterProcesses).toEqual(cgroup.firstProcess)
    expect(cgroup.mounts).toEqual([
      ['-t', 'tmpfs', '-o', 'mode=755', 'cgroup', '/sys/fs/cgroup'],
      ['-t', 'cgroup', '-o', 'none,name=systemd', 'cgroup', '/sys/fs/cgroup/systemd'],
      ['-t', 'cgroup', '-o', 'cpu,cpuacct', 'cgroup', '/sys/fs/cgroup/cpu,cpuacct'],
      ['-t', 'cgroup', '-o', 'memory', 'cgroup', '/sys/fs/cgroup/memory'],
    ])
    expect(cgroup.links).toEqual({ cpu: 'cpu,cpuacct', cpuacct: 'cpu,cpuacct' })
  })
})
