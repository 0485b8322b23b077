import { run } from '@ainur/render/cli'

// The entry of `npx cdk8s synth`. That command keeps what its app prints on stdout to itself, findings included.
const args = process.env.CDK8S_OUTDIR ? ['--out', process.env.CDK8S_OUTDIR] : []
await run(['synth', ...args], { stdout: (text) => void process.stderr.write(text) })
