import { isDnsLabel, isDnsName } from '../cluster/names.ts'
import { quote } from '../cluster/problem.ts'
import type { Problem } from '../finding/rule.ts'
import { allowProblems } from './check-allow.ts'
import { environmentProblems } from './check-environment.ts'
import { resourceProblems } from './check-resources.ts'
import { volumeProblems } from './check-volumes.ts'
import type { ContainerAppProps } from './props.ts'
import { ruleWhen } from './rule-when.ts'
import { containerRules } from './rules.ts'

const invalidPort = ruleWhen(containerRules.port)
const invalidUser = ruleWhen(containerRules.user)
const invalidRoute = ruleWhen(containerRules.route)
const invalidHealth = ruleWhen(containerRules.health)
const invalidMetrics = ruleWhen(containerRules.metrics)

/** What is wrong with `props`, once their shape is right. */
export function containerProblems(props: ContainerAppProps): Problem[] {
  return [
    ...portProblems(props),
    ...userProblems(props),
    ...resourceProblems(props.resources),
    ...environmentProblems(props.environment ?? {}),
    ...volumeProblems(props.volumes ?? {}),
    ...publishProblems(props),
    ...healthProblems(props),
    ...metricsProblems(props),
    ...allowProblems(props),
  ]
}

function portProblems({ port }: ContainerAppProps): Problem[] {
  return invalidPort(
    port !== undefined && !isPort(port),
    'port',
    `${quote(port)} is not a port; it takes a whole number from 1 to 65535`,
    'Write e.g. 8080.',
  )
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65535
}

function userProblems({ user, group, allow = {} }: ContainerAppProps): Problem[] {
  if (allow.root !== undefined) {
    return invalidUser(
      user !== undefined || group !== undefined,
      'user',
      `${quote(user ?? group)} was given beside allow.root; a container runs either as that user or as root`,
      'Remove allow.root if the image can run as that user, else remove user and group.',
    )
  }
  return [
    ...invalidUser(
      !isId(user, 1),
      'user',
      `${quote(user)} is not a user to run as; it takes a whole number of 1 or more, and images start as root without it`,
      'Write the user of the image, or any number such as 1000; say in allow.root why none works.',
    ),
    ...invalidUser(
      group !== undefined && !isId(group, 0),
      'group',
      `${quote(group)} is not a group; it takes a whole number of 0 or more`,
      'Write e.g. 1000, or leave it out.',
    ),
  ]
}

function isId(value: unknown, least: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) < 2 ** 31
}

function publishProblems({ ingress, signIn, host, port, allow = {} }: ContainerAppProps): Problem[] {
  const published = ingress ?? signIn
  return [
    ...invalidRoute(
      Boolean(ingress && signIn),
      'signIn',
      'both ingress and signIn were given; the one publishes the app to everybody, the other to those who sign in',
      'Keep one of them.',
    ),
    ...invalidRoute(
      published !== undefined && port === undefined,
      'port',
      'nothing was given; an app that is published listens on a port',
      'Add it, e.g. port: 8080.',
    ),
    ...invalidRoute(
      host !== undefined && !isDnsLabel(host) && !(isDnsName(host) && host.includes('.')),
      'host',
      `${quote(host)} is neither a label below the cluster's domain nor a whole host name; it takes a-z, 0-9 and -, at most 63 between two dots`,
      'Write the part before the domain, "push" for push.<domain>; or the whole name of a host in another domain of yours.',
    ),
    ...invalidRoute(
      host !== undefined && !published,
      'host',
      `${quote(host)} was given, but nothing publishes the app`,
      'Add ingress or signIn, or remove it.',
    ),
    ...invalidRoute(
      Boolean(signIn && allow.hostNetwork),
      'signIn',
      "allow.hostNetwork opens the port on the node's own address, where no sign-in is asked for",
      'Publish it with ingress and let the app itself ask who people are, or leave the node its network.',
    ),
  ]
}

function healthProblems({ health, port }: ContainerAppProps): Problem[] {
  if (health === undefined) return []
  const { path, ready, startupSeconds } = typeof health === 'string' ? { path: health } : health
  const paths = { [typeof health === 'string' ? 'health' : 'health.path']: path, 'health.ready': ready }
  return [
    ...invalidHealth(
      port === undefined,
      'health',
      'it was given without a port that could be asked',
      'Add the port, or remove health.',
    ),
    ...Object.entries(paths).flatMap(([at, given]) =>
      invalidHealth(
        given !== undefined && !given.startsWith('/'),
        at,
        `${quote(given)} is not an HTTP path; it starts with /`,
        'Write e.g. "/health".',
      ),
    ),
    ...invalidHealth(
      startupSeconds !== undefined && !isId(startupSeconds, 1),
      'health.startupSeconds',
      `${quote(startupSeconds)} is not a time in whole seconds of 1 or more`,
      'Write e.g. 600 for ten minutes.',
    ),
  ]
}

function metricsProblems({ metrics, port, signIn }: ContainerAppProps): Problem[] {
  if (metrics === undefined) return []
  const own = typeof metrics === 'object' ? metrics : undefined
  const path = typeof metrics === 'object' ? metrics.path : metrics
  return [
    ...invalidMetrics(
      !own && port === undefined,
      'metrics',
      `${quote(metrics)} was given without a port that serves it`,
      'Add the port, or write metrics: { port: 9090 } if they have one of their own.',
    ),
    ...invalidMetrics(
      own !== undefined && !isPort(own.port),
      'metrics.port',
      `${quote(own?.port)} is not a port; it takes a whole number from 1 to 65535`,
      'Write e.g. 9090.',
    ),
    ...invalidMetrics(
      path !== undefined && !path.startsWith('/'),
      own ? 'metrics.path' : 'metrics',
      `${quote(path)} is not an HTTP path; it starts with /`,
      'Write e.g. "/metrics".',
    ),
    ...invalidMetrics(
      Boolean(signIn) && port !== undefined && (own?.port ?? port) === port,
      own ? 'metrics.port' : 'metrics',
      `they are served at port ${port}, which only the sign-in reaches; a scraper cannot sign in`,
      'Have the app serve them at a port of its own, and write metrics: { port: 9090 }; or leave metrics out.',
    ),
  ]
}
