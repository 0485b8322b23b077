import { defineRule } from '../finding/rule.ts'

/** Rules for the props of a container app; findings name the line of the app. */
export const containerRules = {
  port: defineRule('container-port-invalid', 'error', {
    title: 'the `port` of a container app is not a port',
    why: 'Nothing could listen on it.',
    remedy: 'Write e.g. 8080.',
  }),
  user: defineRule('container-user-invalid', 'error', {
    title: 'the `user` or `group` of a container app is not one to run as',
    why: 'The container would be refused, or run as root.',
    remedy: 'Write the user of the image, or any number such as 1000; say in `allow.root` why none works.',
  }),
  route: defineRule('container-route-invalid', 'error', {
    title: 'the way to a container app contradicts itself: host, port, ingress, sign-in',
    why: 'It would not be reached, or be reached past the sign-in.',
    remedy: 'Publish it with `ingress` or with `signIn`, on a port and a host.',
  }),
  health: defineRule('container-health-invalid', 'error', {
    title: 'the `health` of a container app cannot be asked',
    why: 'The kubelet would restart the container for ever.',
    remedy: 'Write an HTTP path such as "/health", beside a port.',
  }),
  metrics: defineRule('container-metrics-invalid', 'error', {
    title: 'the `metrics` of a container app cannot be scraped',
    why: 'The scraper would call the app down, or be asked to sign in.',
    remedy: 'Write an HTTP path such as "/metrics" beside a port, or the port that serves them: `{ port: 9090 }`.',
  }),
  allow: defineRule('container-allow-invalid', 'error', {
    title: 'what a container app is allowed beyond the default has no reason, or would do nothing',
    why: 'A reader of the tree has to see why a container may do more than others.',
    remedy: 'Write the reason, or leave it out.',
  }),
  resources: defineRule('container-resources-invalid', 'error', {
    title: 'the `resources` of a container app are not quantities, or contradict each other',
    why: 'The API server refuses the pod, or it gets far less than was meant.',
    remedy: 'Write e.g. "100m" and "128Mi".',
  }),
  volume: defineRule('container-volume-invalid', 'error', {
    title: 'a volume of a container app cannot be made or mounted as written',
    why: 'The pod would not start, or lose its data.',
    remedy: 'Give each volume a name, a path and a size of its own.',
  }),
  environment: defineRule('container-environment-invalid', 'error', {
    title: 'a variable of a container app has no legal name or value',
    why: 'The API server refuses the pod, or the program does not see the variable.',
    remedy: 'Write names of letters, digits and _, and values as strings.',
  }),
} as const
