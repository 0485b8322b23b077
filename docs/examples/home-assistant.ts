import {
  type BlockStorage,
  type ClusterTree,
  ContainerApp,
  type IngressController,
  onNodesWith,
} from '@ainur/constructs'

export interface HomeAssistantProps {
  readonly ingress: IngressController
  readonly storage: BlockStorage
  /** Path of a Zigbee stick; a node of the cluster has the capability `zigbee`. @default there is none */
  readonly zigbeeStick?: string
}

/** Home Assistant, on the network of its node, where it finds devices by itself. */
export class HomeAssistant extends ContainerApp {
  constructor(tree: ClusterTree, name: string, { ingress, storage, zigbeeStick }: HomeAssistantProps) {
    super(tree, name, {
      image: 'ghcr.io/home-assistant/home-assistant:2026.9.4',
      port: 8123,
      ingress,
      host: 'home',
      // After an update it first brings its database up to date, and fetches the packages of its integrations.
      health: { path: '/manifest.json', startupSeconds: 1800 },
      volumes: { config: { path: '/config', size: '10Gi', storage, backup: true } },
      resources: { cpu: '200m', memory: '512Mi', memoryLimit: '1536Mi' },
      allow: {
        root: 'Its init system, s6, starts as root only.',
        writableImage: 'It installs the packages of integrations into the image.',
        hostNetwork: 'It finds devices by multicast.',
        ...(zigbeeStick
          ? { devices: { [zigbeeStick]: 'It speaks Zigbee through the stick.' } }
          : { capabilities: { NET_RAW: 'It notices new devices by their DHCP requests.' } }),
      },
      // It writes its history on the way out, and gives itself four minutes for that.
      pod: (spec) => ({ ...spec, terminationGracePeriodSeconds: 240 }),
      ...(zigbeeStick ? { placement: onNodesWith('zigbee') } : {}),
    })
  }
}
