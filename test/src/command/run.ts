import { main } from './main.ts'

// `npm run cluster` as a program.
await main(process.argv.slice(2))
