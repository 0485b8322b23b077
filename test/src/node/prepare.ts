import { installPrograms, type SystemPrograms, type SystemView, whyNotHere } from '../system/system-programs.ts'

/** What a node needs of the system. */
export const systemPrograms: SystemPrograms = {
  containerd: 'containerd',
  'containerd-shim-runc-v2': 'containerd',
  ctr: 'containerd',
  runc: 'runc',
  nft: 'nftables',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  mount: 'mount',
  hostname: 'hostname',
}

/** Why a real node cannot run here, in one line; undefined when it can. */
export function whyNoNode(system?: SystemView): string | undefined {
  return whyNotHere('a real node', systemPrograms, system)
}

/**
 * Installs what is missing, as root on Debian and Ubuntu, and says what. Does nothing anywhere else, nor when all is
 * there: `whyNoNode` tells what is left.
 */
export async function prepareNode(say: (message: string) => void): Promise<void> {
  await installPrograms('a real node', systemPrograms, say)
}
