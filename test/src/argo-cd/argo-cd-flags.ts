import { delimiter, join } from 'node:path'

/** Variables that both programs need. One executable plays every part; `ARGOCD_BINARY_NAME` says which. */
export function environment(options: { directory: string; kubeconfig: string }): Record<string, string> {
  const { directory, kubeconfig } = options
  return {
    KUBECONFIG: kubeconfig,
    // Otherwise the destination https://kubernetes.default.svc is only known inside a pod.
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_TLS_DATA_PATH: join(directory, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(directory, 'ssh'),
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_PLUGINSOCKFILEPATH: join(directory, 'plugins'),
    ARGOCD_APP_CONF_PATH: join(directory, 'conf'),
  }
}

/** Arguments of the repo server, which renders manifests. */
export function repoServer(options: { redisPort: number; port: number; metricsPort: number }): string[] {
  return [
    '--address=127.0.0.1',
    `--port=${options.port}`,
    '--metrics-address=127.0.0.1',
    `--metrics-port=${options.metricsPort}`,
    `--redis=127.0.0.1:${options.redisPort}`,
    '--disable-tls',
    // Its default names a file, which does not go with no TLS.
    '--client-ca-path=',
  ]
}

/** Folder of programs that the image of Argo CD has and Go does not build. */
export function programs(directory: string): string {
  return join(directory, 'bin')
}

/**
 * Looks for signatures of a commit. The repo server runs it for every manifest, also where nobody asks for signatures, and
 * takes silence as "not signed".
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/util/git/client.go VerifyCommitSignature
 */
export const verifyWrapper = { name: 'git-verify-wrapper.sh', text: '#!/bin/sh\nexit 0\n' }

/** Variables of the repo server. */
export function repoServerEnvironment(directory: string): Record<string, string> {
  return {
    ARGOCD_BINARY_NAME: 'argocd-repo-server',
    PATH: [programs(directory), process.env.PATH ?? ''].join(delimiter),
    TMPDIR: join(directory, 'repo-server'),
    ARGOCD_ASK_PASS_SOCK: join(directory, 'askpass.sock'),
    // By default it pauses for an hour after three failures, longer than any test waits.
    ARGOCD_PAUSE_GEN_AFTER_FAILED_ATTEMPTS: '0',
    GIT_CONFIG_GLOBAL: join(directory, 'gitconfig'),
  }
}

/** Arguments of the application controller, which compares and syncs. */
export function applicationController(options: { redisPort: number; repoPort: number; metricsPort: number }): string[] {
  return [
    '--namespace=argocd',
    `--redis=127.0.0.1:${options.redisPort}`,
    `--repo-server=127.0.0.1:${options.repoPort}`,
    '--repo-server-plaintext',
    `--metrics-port=${options.metricsPort}`,
    // Health of each resource in the Application's status: what a failure report shows.
    '--persist-resource-health',
  ]
}

/** Variables of the application controller. */
export function applicationControllerEnvironment(directory: string): Record<string, string> {
  return {
    ARGOCD_BINARY_NAME: 'argocd-application-controller',
    TMPDIR: join(directory, 'application-controller'),
    // Two seconds between waves by default: a courtesy to controllers with slow caches. Order does not depend on it.
    ARGOCD_SYNC_WAVE_DELAY: '0',
    // By default 50 requests a second: listing every kind for the first time would take seconds.
    ARGOCD_K8S_CLIENT_QPS: '500',
    ARGOCD_K8S_CLIENT_BURST: '1000',
    // It reads the API server's schemas anew for every object, which makes much garbage: this takes 200 MB more memory and
    // a quarter less time for a whole tree.
    GOGC: '400',
    GOMEMLIMIT: '500MiB',
  }
}
