import type { SimulatedStage } from './stage.ts'

/** A volume provisioner's part. Binding is done by the real controller in kube-controller-manager. */
export const volumeStages: readonly SimulatedStage[] = [
  {
    name: 'volume-provision',
    simulates:
      'The provisioner of the claim’s StorageClass made a volume of exactly the size asked for. Free space, replicas and topology are not looked at.',
    apiGroup: 'v1',
    kind: 'PersistentVolumeClaim',
    when: [
      '!has(self.metadata.deletionTimestamp)',
      '!has(self.spec.volumeName)',
      // Set by the real controller once a claim may be provisioned, which is where WaitForFirstConsumer is honoured.
      `has(self.metadata.annotations) && 'volume.kubernetes.io/storage-provisioner' in self.metadata.annotations`,
    ],
    steps: [
      {
        apply: `
apiVersion: v1
kind: PersistentVolume
metadata:
  name: pvc-{{ .metadata.uid }}
  annotations:
    pv.kubernetes.io/provisioned-by: {{ index .metadata.annotations "volume.kubernetes.io/storage-provisioner" | Quote }}
spec:
  accessModes:
  {{ YAML .spec.accessModes 1 }}
  capacity:
  {{ YAML .spec.resources.requests 2 }}
  persistentVolumeReclaimPolicy: Delete
  storageClassName: {{ .spec.storageClassName | Quote }}
  volumeMode: {{ or .spec.volumeMode "Filesystem" | Quote }}
  claimRef:
    apiVersion: v1
    kind: PersistentVolumeClaim
    name: {{ .metadata.name | Quote }}
    namespace: {{ .metadata.namespace | Quote }}
    uid: {{ .metadata.uid | Quote }}
  csi:
    driver: simulated.ainur.tools
    volumeHandle: pvc-{{ .metadata.uid }}
`,
      },
    ],
  },
  {
    name: 'volume-delete',
    simulates: 'The provisioner deleted the data of a released volume, and the volume with it.',
    apiGroup: 'v1',
    kind: 'PersistentVolume',
    when: [
      '!has(self.metadata.deletionTimestamp)',
      `self.spec.persistentVolumeReclaimPolicy == 'Delete'`,
      `has(self.status.phase) && self.status.phase == 'Released'`,
    ],
    steps: [{ delete: true }],
  },
]
