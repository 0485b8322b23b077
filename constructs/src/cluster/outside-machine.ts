/** What a machine outside the cluster is for. `services`: a stable place for what must not depend on the cluster. */
export const outsideRoles = ['nas', 'router', 'switch', 'hypervisor', 'services', 'other'] as const

/** See `outsideRoles`. */
export type OutsideRole = (typeof outsideRoles)[number]

/** A machine that is not part of the cluster: its address is reserved, and apps refer to it. */
export interface OutsideMachine {
  /** DNS label. */
  readonly name: string
  /** Of the LAN, or behind a router. */
  readonly address: string
  readonly role: OutsideRole
  /** @default not known */
  readonly mac?: string
}

/** The machine called `name`. @throws Error that lists those there are */
export function machineNamed(machines: readonly OutsideMachine[], name: string): OutsideMachine {
  const found = machines.find((machine) => machine.name === name)
  if (found) return found
  const names = machines.map((machine) => machine.name)
  throw new Error(
    names.length > 0
      ? `there is no machine "${name}" in the definition; machines lists ${names.join(', ')}`
      : `there is no machine "${name}": the definition lists no machines; add machines: [{ name: '${name}', address: '…', role: 'nas' }]`,
  )
}
