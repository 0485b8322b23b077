import { defineRule } from '@ainur/constructs/finding'

export const rule = defineRule('application-cascade', ['error', 'warning', 'info'], {
  title: 'a change of an Application deletes, orphans or moves all it owns',
  why: 'Removing an Application that carries the resources finalizer deletes every object it made, volumes included. Without the finalizer they stay, and nobody looks after them. They stay too where the project stops allowing their namespace or kind in the same push: Argo CD deletes nothing that the project does not allow. Another destination, source or project makes the same objects somewhere else, or prunes those that the new source does not have.',
  remedy:
    'Move the objects to another Application in the same change, or set `Prune=false` and `preserveResourcesOnDeletion` first.',
  accept:
    'Accept it when the list of objects is what you mean to lose or move. To remove an Application and keep its objects, take the finalizer away in a change of its own first.',
})
