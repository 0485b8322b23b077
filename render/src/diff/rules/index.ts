import type { DiffCheck } from '../rule/diff-check.ts'
import { addressCollision } from './address-collision.ts'
import { apiRemoved } from './api-removed.ts'
import { applicationCascade } from './application-cascade.ts'
import { archLost } from './arch-lost.ts'
import { capacity } from './capacity.ts'
import { configWithoutRestart } from './config-without-restart.ts'
import { crdSchemaNarrowed } from './crd-schema-narrowed.ts'
import { crdVersionRemoved } from './crd-version-removed.ts'
import { dataLoss } from './data-loss.ts'
import { disruption } from './disruption.ts'
import { exposure } from './exposure.ts'
import { forceReplace } from './force-replace.ts'
import { hookAdded } from './hook-added.ts'
import { imageDowngrade } from './image-downgrade.ts'
import { imageMoved } from './image-moved.ts'
import { imageUnpinned } from './image-unpinned.ts'
import { immutableField } from './immutable-field.ts'
import { inputBroken } from './input-broken.ts'
import { inputDuplicate } from './input-duplicate.ts'
import { inputUnknownKind } from './input-unknown-kind.ts'
import { projectForbids } from './project-forbids.ts'
import { pruneDisabled } from './prune-disabled.ts'
import { pvcShrink } from './pvc-shrink.ts'
import { rbacEscalation } from './rbac-escalation.ts'
import { referenceBroken } from './reference-broken.ts'
import { releaseSwitched } from './release-switched.ts'
import { releaseVersion } from './release-version.ts'
import { secretLiteral } from './secret-literal.ts'
import { securityLowered } from './security-lowered.ts'
import { selectorMismatch } from './selector-mismatch.ts'
import { signInClient } from './sign-in-client.ts'
import { syncDisabled } from './sync-disabled.ts'
import { waveOrder } from './wave-order.ts'

/** All that a diff warns of, in the order of danger: what is lost for good first, what can be seen at once last. */
export const diffChecks: readonly DiffCheck[] = [
  dataLoss,
  applicationCascade,
  secretLiteral,
  crdVersionRemoved,
  crdSchemaNarrowed,
  rbacEscalation,
  securityLowered,
  exposure,
  signInClient,
  immutableField,
  pvcShrink,
  apiRemoved,
  inputBroken,
  inputDuplicate,
  projectForbids,
  archLost,
  referenceBroken,
  selectorMismatch,
  addressCollision,
  capacity,
  forceReplace,
  disruption,
  imageMoved,
  imageDowngrade,
  imageUnpinned,
  releaseVersion,
  configWithoutRestart,
  syncDisabled,
  pruneDisabled,
  hookAdded,
  waveOrder,
  releaseSwitched,
  inputUnknownKind,
]
