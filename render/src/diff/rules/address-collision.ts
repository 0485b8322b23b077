import { isDeepStrictEqual } from 'node:util'
import { defineRule } from '@ainur/constructs/finding'
import type { DiffCheck } from '../rule/diff-check.ts'
import { type AddressUse, indexedUses, meet, usesOf, usesOn } from './address-collision/addresses.ts'

const rule = defineRule('address-collision', 'error', {
  title: 'two things want the same address',
  why: 'Two Services with one fixed address: the second stays `pending`, or both answer in turn. An address that belongs to a node, the gateway or the API’s virtual address takes that machine off the network. Two Ingresses for one host and path: which one answers is chance.',
  remedy: 'Give one of them another address or host.',
  accept: 'Accept it when the two share the address on purpose, with different ports, and the load balancer knows how.',
})

/** Two things that want the same address or the same host and path. */
export const addressCollision: DiffCheck = {
  rule,
  *run(context) {
    const told = new Set<string>()
    for (const { before, after } of context.changes) {
      if (!after) continue
      const old = before ? usesOf(before) : []
      const fresh = usesOf(after).filter(
        ({ address, door }) => !old.some((each) => each.address === address && isDeepStrictEqual(each.door, door)),
      )
      if (fresh.length === 0) continue
      const others = [
        ...indexedUses(after, context.indexes.head),
        ...usesOn(new Set(fresh.map(({ address }) => address)), context.trees.head),
      ]
      for (const use of fresh) {
        for (const other of others) {
          if (other.object?.id === after.id || other.address !== use.address) continue
          if (!meet(use, other) || share(use, other)) continue
          const pair = [use.holder, other.holder, use.address].sort().join('\0')
          if (told.has(pair)) continue
          told.add(pair)
          const message = `${use.holder} wants ${use.address}, which belongs to ${other.holder} already.`
          yield rule.finding(after.ref, use.path, message)
        }
      }
    }
  },
}

function share(a: AddressUse, b: AddressUse): boolean {
  return a.sharing !== undefined && a.sharing === b.sharing && !a.ports.some((port) => b.ports.includes(port))
}
