import { defineCluster } from '@ainur/constructs'

/**
 * The reference cluster: three Raspberry Pis with NVMe and PoE, named after Ainur. Copy this folder to start your own.
 *
 * It gets one warning, `server-on-sd`: the control plane's database lies on the SD card, because the only NVMe is set
 * aside for replicated volumes. A single server can be rebuilt from its snapshots and from Git; with more to lose, put
 * the system on a second NVMe or use three servers.
 *
 * Look up disk ids with `ls -l /dev/disk/by-id/` on each node; the ones below hold made-up serial numbers.
 */
export const cluster = defineCluster({
  name: 'ainur',
  domain: 'ainur.home.arpa',
  git: { url: 'https://github.com/example/ainur.git' },
  kubernetes: { distribution: 'k3s', version: 'v1.36.4+k3s1' },
  network: {
    subnet: '192.168.20.0/24',
    gateway: '192.168.20.1',
    dns: ['192.168.20.1'],
    controlPlaneVip: '192.168.20.10',
    servicePool: '192.168.20.200-192.168.20.219',
  },
  nodes: [
    {
      name: 'manwe',
      hardware: 'raspberry-pi-5-16gb',
      role: 'server',
      address: '192.168.20.11',
      poe: true,
      disks: [
        { id: 'mmc-PNY64_0x10000001', kind: 'sd', purpose: 'os', sizeGB: 64 },
        { id: 'nvme-Patriot_M.2_P320_128GB_P320AINUR0001', kind: 'nvme', purpose: 'storage', sizeGB: 128 },
      ],
    },
    {
      name: 'varda',
      hardware: 'raspberry-pi-5-8gb',
      role: 'agent',
      address: '192.168.20.12',
      mac: '2c:cf:67:00:00:12',
      poe: true,
      disks: [
        { id: 'mmc-PNY64_0x10000002', kind: 'sd', purpose: 'os', sizeGB: 64 },
        { id: 'nvme-Patriot_M.2_P320_128GB_P320AINUR0002', kind: 'nvme', purpose: 'storage', sizeGB: 128 },
      ],
    },
    {
      name: 'ulmo',
      hardware: 'raspberry-pi-5-8gb',
      role: 'agent',
      address: '192.168.20.13',
      mac: '2c:cf:67:00:00:13',
      poe: true,
      disks: [
        { id: 'mmc-PNY64_0x10000003', kind: 'sd', purpose: 'os', sizeGB: 64 },
        { id: 'nvme-Patriot_M.2_P320_128GB_P320AINUR0003', kind: 'nvme', purpose: 'storage', sizeGB: 128 },
      ],
    },
  ],
  identity: {
    admins: ['admin@ainur.home.arpa'],
    users: [{ email: 'admin@ainur.home.arpa', username: 'admin', id: '6f1d3c0e-9a53-4c1e-8f7b-2b5a7c9d4e10' }],
  },
})
