import { run } from './run.ts'

// The `ainur` command as a program.
await run()
