import { describeObject } from '@ainur/constructs/finding'
import { asMap, specOf } from '../../../model/shape.ts'
import type { DiffContext, DiffFinding, ObjectChange, Tree, TreeObject } from '../../model.ts'
import { rule } from './rule.ts'

/** Numbers of replicas that leave Git, or that an autoscaler and Git both set. */
export function* scaling({ before, after }: ObjectChange, { trees }: DiffContext): Generator<DiffFinding> {
  if (!after) return
  if (after.group === 'autoscaling' && after.ref.kind === 'HorizontalPodAutoscaler') {
    const target = targetOf(after, trees.head)
    const known = before && targetOf(before, trees.base)
    if (target && isSet(target) && !(known && isSet(known))) yield fight(target, after)
    return
  }
  if (after.group !== 'apps' || !/^(Deployment|StatefulSet)$/.test(after.ref.kind) || !before) return
  const scaler = scalerOf(after, trees.head)
  if (scaler && isSet(after) && !isSet(before)) yield fight(after, scaler)
  const old = specOf(before.value).replicas
  if (typeof old === 'number' && old > 1 && !isSet(after)) {
    const message = `replicas (${old}) leaves Git: the next sync sets it to 1${scaler ? `, until ${describeObject(scaler.ref)} raises it again` : ''}.`
    const remedy = scaler
      ? 'In the same change list /spec/replicas in ignoreDifferences of the Application, with the sync option RespectIgnoreDifferences=true.'
      : 'Keep the number, if more than one pod is wanted.'
    yield rule.finding(after.ref, 'spec.replicas', message, remedy)
  }
}

function fight(workload: TreeObject, scaler: TreeObject): DiffFinding {
  const message = `Git says ${specOf(workload.value).replicas} replicas, but ${describeObject(scaler.ref)} scales it: each sync undoes what the autoscaler did.`
  const remedy =
    'Leave replicas out, or list /spec/replicas in ignoreDifferences of the Application with RespectIgnoreDifferences=true.'
  return rule.finding(workload.ref, 'spec.replicas', message, remedy)
}

function isSet({ value }: TreeObject): boolean {
  return typeof specOf(value).replicas === 'number'
}

function targetOf({ value, ref }: TreeObject, tree: Tree): TreeObject | undefined {
  const { kind, name } = asMap(specOf(value).scaleTargetRef)
  return typeof kind === 'string' && typeof name === 'string' ? tree.find('apps', kind, ref.namespace, name) : undefined
}

function scalerOf(workload: TreeObject, tree: Tree): TreeObject | undefined {
  return tree
    .ofKind('autoscaling', 'HorizontalPodAutoscaler', workload.ref.namespace ?? '')
    .find((each) => targetOf(each, tree)?.id === workload.id)
}
