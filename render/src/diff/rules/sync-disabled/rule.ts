import { defineRule } from '@ainur/constructs/finding'

export const rule = defineRule('sync-disabled', ['warning', 'info'], {
  title: 'pushes no longer reach the cluster by themselves',
  why: 'Without `automated`, in a window that denies it, with the annotation that lets Argo CD skip the Application, or from another branch than the one people push to, a merged change stays in Git: the pull request looks done, while the cluster runs what it ran before. Security updates wait too. Nobody is told; the Application is shown as `OutOfSync`, or not looked at at all.',
  remedy: 'Let Argo CD sync by itself again, or remember to sync by hand.',
  accept:
    'Accept it when somebody syncs by hand from now on, or until a piece of work is done and the setting comes back.',
})
