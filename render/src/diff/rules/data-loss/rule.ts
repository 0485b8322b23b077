import { defineRule } from '@ainur/constructs/finding'

export const rule = defineRule('data-loss', ['error', 'warning'], {
  title: 'data is deleted, orphaned or left behind',
  why: 'A PersistentVolumeClaim, StatefulSet, PersistentVolume, Namespace or CustomResourceDefinition leaves the tree, is renamed (which is a deletion and a fresh, empty object), a claim moves to another class, or a volume or StatefulSet is told to delete its data later. The finding follows the claim to its StorageClass, the reclaim policy and the number of replicas and says what becomes of the data: deleted, retained or orphaned.',
  remedy: 'Keep the object, or copy the data away before the merge.',
  accept:
    'Accept it when the data is copied or backed up, or worthless. To keep the volume, set the reclaim policy of the PersistentVolume to `Retain` before the merge, or give the object the annotation `argocd.argoproj.io/sync-options: Prune=false` in a change of its own first.',
})
