import { startLens } from '@tokenscope/lens'

// A program of its own, so that the test can limit the size of its files. Prints its address; ends when told to.
const lens = await startLens({ port: 0, otlpPort: false, db: process.argv[2] ?? 'lens.db', maxCalls: 60 })
process.once('SIGTERM', () => void lens.shutdown())
console.log(lens.url)
