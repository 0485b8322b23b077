import { defineRule } from '@ainur/constructs/finding'

export const rule = defineRule('security-lowered', ['error', 'warning', 'info'], {
  title: 'a pod, namespace or network is protected less',
  why: 'A pod that becomes privileged, shares namespaces with its node, mounts its files, gains capabilities or loses `runAsNonRoot`, seccomp or a read-only filesystem turns a hole in one program into a hole in the node. A weaker Pod Security label allows that for every pod of the namespace, and without its NetworkPolicies everybody may talk to them.',
  remedy: 'Take back what the pod does not need, and say why where it does.',
  accept:
    'Accept it when the program cannot work without (network plugins, storage drivers, hardware access) and documents it.',
})
