import type { CliCommand } from '../command.ts'

export interface KubeconfigFlags {
  readonly cluster: string
  readonly apps?: string
  readonly serverCa?: string
  readonly issuerCa?: string
}

export const kubeconfigCommand: CliCommand = {
  register(program, io, action) {
    program
      .command('kubeconfig')
      .description('print what kubectl needs so that people reach a cluster under their own name')
      .requiredOption('--cluster <name>', 'which')
      .option('--apps <dir>', 'read clusters from here instead of apps/')
      .option('--server-ca <file>', 'PEM of the CA of the Kubernetes API')
      .option('--issuer-ca <file>', 'PEM of the CA of the sign-in, where the machine does not trust it')
      .action((flags: KubeconfigFlags) => action(async () => (await import('./run.ts')).runKubeconfig(flags, io)))
  },
}
