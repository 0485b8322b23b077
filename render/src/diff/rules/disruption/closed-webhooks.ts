import { asMap, asMaps, asText, asTexts } from '../../../model/shape.ts'
import type { DiffFinding, ObjectChange, TreeObject } from '../../model.ts'
import { rule } from './rule.ts'

/** Webhooks without which no pod starts from now on: those that fail closed for pods of every namespace. */
export function* closedWebhooks({ before, after }: ObjectChange): Generator<DiffFinding> {
  if (
    after?.group !== 'admissionregistration.k8s.io' ||
    !/^(Validating|Mutating)WebhookConfiguration$/.test(after.ref.kind)
  )
    return
  const known = new Set(before ? closedOf(before).map(({ name }) => name) : [])
  for (const { name, index, service } of closedOf(after)) {
    if (known.has(name)) continue
    const message = `From now on no pod starts in any namespace while ${service} does not answer (failurePolicy: Fail), its own pods included: after an outage of the whole cluster nothing comes back by itself.`
    const remedy =
      'Leave out kube-system and the namespace of the webhook (namespaceSelector), or set failurePolicy: Ignore.'
    yield rule.finding(after.ref, `webhooks[${index}].failurePolicy`, message, remedy)
  }
}

function closedOf({ value }: TreeObject): { name: string; index: number; service: string }[] {
  return asMaps((value as { webhooks?: unknown }).webhooks).flatMap((webhook, index) => {
    const { failurePolicy, namespaceSelector, objectSelector, matchConditions, rules, clientConfig } = webhook
    const isNarrow =
      [namespaceSelector, objectSelector].some((each) => Object.keys(asMap(each)).length > 0) ||
      asMaps(matchConditions).length > 0
    if ((asText(failurePolicy) ?? 'Fail') !== 'Fail' || isNarrow || !asMaps(rules).some(meetsPods)) return []
    const { namespace, name } = asMap(asMap(clientConfig).service)
    const service = typeof name === 'string' ? `Service ${asText(namespace) ?? 'default'}/${name}` : 'its address'
    return [{ name: asText(webhook.name) ?? '', index, service }]
  })
}

function meetsPods({ apiGroups, resources, operations }: Record<string, unknown>): boolean {
  const has = (list: unknown, ...names: string[]) => asTexts(list).some((each) => names.includes(each))
  return has(apiGroups, '', '*') && has(resources, 'pods', '*', '*/*') && has(operations, 'CREATE', '*')
}
