/** A run for tests: starts a k3d cluster with the program given, and ends at SIGTERM as `npm run cluster` does. */
import { makeK3dProvider } from '../k3d-provider.ts'

const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'a', labels: { 'node-role.kubernetes.io/control-plane': 'true' } },
  spec: {},
  status: { nodeInfo: { kubeletVersion: 'v1.36.3' } },
}
process.once('SIGTERM', () => process.exit(130))
await makeK3dProvider(process.argv[2]).create({ name: 'ends', nodes: [node] })
