/** Starts a node cluster, says where it is, and never ends by itself: for tests that kill it. */
import { createNodeCluster } from '../../src/node/node-provider.ts'
import { asRealNode } from '../../src/node/real-node.ts'

const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'held' } }
const { slot, family } = await createNodeCluster({ name: 'held', nodes: [asRealNode(node)] })
process.stdout.write(`${JSON.stringify({ slot, directory: family.directory })}\n`)
setInterval(() => {}, 1000)
