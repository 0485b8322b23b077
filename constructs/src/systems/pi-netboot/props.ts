import type { App } from '../../app/app.ts'
import { type PropsShape, readProps } from '../../app/read-props.ts'
import { roleReferences } from '../../app/role-references.ts'
import type { BlockStorage, LoadBalancer } from '../../app/roles.ts'
import { quote } from '../../cluster/problem.ts'
import { text } from '../../cluster/shapes.ts'
import { defineRule } from '../../finding/rule.ts'

export interface PiNetbootProps {
  /** Address of the service pool that the Pis' EEPROM names as `TFTP_IP`: it must never change by itself. */
  readonly address: string
  /** Ubuntu release that the Pis boot, e.g. `24.04.5`. */
  readonly ubuntu: string
  readonly loadBalancer: LoadBalancer
  readonly storage: BlockStorage
}

const ubuntuInvalid = defineRule('ubuntu-release-invalid', 'error', {
  title: 'the release of Ubuntu does not exist',
  why: 'There is no such release to download.',
  remedy: 'Write it like "24.04.5".',
})

const storageLoop = defineRule('netboot-storage-loop', 'error', {
  title: 'only nodes that boot from the network have a disk for replicated volumes',
  why: 'Replicated volumes hold what nodes boot: with all their disks in nodes that boot from the network, neither could start.',
  remedy: 'Put such a disk into a node that boots from its own, or boot one of these from a disk.',
})

export const piNetbootRules = [ubuntuInvalid, storageLoop]

const shape: PropsShape<PiNetbootProps> = {
  address: text,
  ubuntu: text,
  loadBalancer: roleReferences.loadBalancer,
  storage: roleReferences.storage,
}

const examples = { address: "'192.168.20.202'", ubuntu: "'24.04.5'" }

/** Reads the props of `app`, and reports what is wrong with them or with the nodes that are to keep its volumes. */
export function readPiNetbootProps(app: App, props: PiNetbootProps): PiNetbootProps {
  const read = readProps(app, shape, props, examples)
  if (!/^\d\d\.(04|10)(\.\d+)?$/.test(read.ubuntu)) {
    const message = `${quote(read.ubuntu)} is not a release of Ubuntu; allowed is one such as 24.04.5`
    app.report(ubuntuInvalid.problem('ubuntu', message))
  }
  checkStorage(app)
  return read
}

/** What nodes boot from lies on replicated volumes, which must not need these very nodes. */
function checkStorage(app: App): void {
  const storage = app.cluster.nodesWith('storage')
  if (storage.length === 0 || storage.some(({ boot }) => boot !== 'netboot')) return
  const names = storage.map(({ name }) => name).join(', ')
  const message = `only nodes that boot from the network have a disk for replicated volumes (${names}), and pi-netboot keeps on such volumes what they boot: neither could start before the other`
  app.report(storageLoop.problem('nodes', message), 'definition')
}
