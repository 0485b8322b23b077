import {
  CertManager,
  ClusterTree,
  CoreDns,
  Dex,
  defineCluster,
  KubeVip,
  LabPki,
  Longhorn,
  LonghornCrds,
  Namespaces,
  Traefik,
  TrustManager,
} from '@ainur/constructs'

/** One Raspberry Pi and one mini PC with a Zigbee stick, and the systems that the examples need. */
export function smallCluster() {
  const tree = new ClusterTree(definition)
  new Namespaces(tree, 'namespaces')
  const certManager = new CertManager(tree, 'cert-manager')
  const trustManager = new TrustManager(tree, 'trust-manager', { certManager })
  const trust = new LabPki(tree, 'lab-pki', { certManager, trustManager })
  const loadBalancer = new KubeVip(tree, 'kube-vip')
  const ingress = new Traefik(tree, 'traefik', { address: '192.168.30.200', loadBalancer, trust })
  const dns = new CoreDns(tree, 'cluster-dns')
  const identity = new Dex(tree, 'dex', { ingress, trust, dns })
  const storage = new Longhorn(tree, 'longhorn', { crds: new LonghornCrds(tree, 'longhorn-crds') })
  return { tree, ingress, identity, trust, storage }
}

const definition = defineCluster({
  name: 'lothlorien',
  domain: 'lothlorien.home.arpa',
  git: { url: 'https://github.com/example/lothlorien.git' },
  kubernetes: { distribution: 'k3s', version: 'v1.36.4+k3s1' },
  network: {
    subnet: '192.168.30.0/24',
    gateway: '192.168.30.1',
    dns: ['192.168.30.1'],
    controlPlaneVip: '192.168.30.10',
    servicePool: '192.168.30.200-192.168.30.219',
  },
  nodes: [
    {
      name: 'haldir',
      hardware: 'raspberry-pi-5-8gb',
      role: 'server',
      address: '192.168.30.11',
      disks: [
        { id: 'nvme-TEST_1', kind: 'nvme', purpose: 'os', sizeGB: 256 },
        { id: 'ata-TEST_1', kind: 'ssd', purpose: 'storage', sizeGB: 256 },
      ],
    },
    {
      name: 'rumil',
      hardware: 'mini-pc',
      machine: { cores: 4, memoryGB: 16 },
      role: 'agent',
      address: '192.168.30.12',
      capabilities: ['zigbee'],
      disks: [
        { id: 'nvme-TEST_2', kind: 'nvme', purpose: 'os', sizeGB: 256 },
        { id: 'ata-TEST_2', kind: 'ssd', purpose: 'storage', sizeGB: 256 },
      ],
    },
  ],
  identity: {
    admins: ['galadriel@lothlorien.home.arpa'],
    users: [
      {
        email: 'galadriel@lothlorien.home.arpa',
        username: 'galadriel',
        id: '0b2f5a0e-6a43-4a0f-9d0e-3f1f0d1c2b3a',
      },
    ],
  },
})
