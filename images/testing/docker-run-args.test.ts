import { expect, it } from 'vitest'
import { dockerRunArgs, type RunnablePod } from './docker-run-args.ts'

const pod: RunnablePod = {
  securityContext: { runAsUser: 1, runAsGroup: 2, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      env: [{ name: 'A', value: 'b' }],
      ports: [{ containerPort: 8080 }],
      resources: { limits: { memory: '64Mi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] },
      },
      volumeMounts: [
        { name: 'config', mountPath: '/c', readOnly: true },
        { name: 'scratch', mountPath: '/s' },
      ],
    },
  ],
  volumes: [
    { name: 'config', configMap: {} },
    { name: 'scratch', emptyDir: { sizeLimit: '16Mi' } },
  ],
}

it('confines the container as the pod does', () => {
  expect(dockerRunArgs(pod, { config: '/host' })).toEqual([
    '--user=1:2',
    '--read-only',
    '--security-opt=no-new-privileges',
    '--cap-drop=ALL',
    '--cap-add=NET_ADMIN',
    '--memory=64m',
    '--env=A=b',
    '--publish=127.0.0.1::8080',
    '--volume=/host:/c:ro',
    '--tmpfs=/s:rw,mode=0777,size=16m',
  ])
})

it.each([
  ['no user', { ...pod, securityContext: {} }, 'names no user'],
  ['another seccomp profile', { ...pod, securityContext: { runAsUser: 1, runAsGroup: 1 } }, 'seccomp'],
  ['two containers', { ...pod, containers: [...pod.containers, ...pod.containers] }, '2 containers'],
  ['a volume of another kind', { ...pod, volumes: [{ name: 'config' }] }, 'volume "config"'],
])('refuses a pod with %s', (_, changed, message) => {
  expect(() => dockerRunArgs(changed as RunnablePod, { config: '/host' })).toThrow(message)
})
