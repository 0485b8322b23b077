import { k8s } from '../k8s.ts'

/** The new pod is ready before the old one goes. Only for pods that may overlap: no volume that one node mounts. */
export const newBeforeOld: k8s.DeploymentStrategy = {
  type: 'RollingUpdate',
  rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
}
