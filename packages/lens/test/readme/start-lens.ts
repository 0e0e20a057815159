import { startLens } from '@tokenscope/lens'

const lens = await startLens({ port: 0, otlpPort: false })
console.log(lens.url, lens.status().calls)
await lens.shutdown()
