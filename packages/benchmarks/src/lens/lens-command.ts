/**
 * `lens-command.ts [<database>]`: a lens with its default bounds, in a process of its own. Sends its address to the parent, and what it has used
 * so far whenever the parent asks.
 */
import { startLens } from '@tokenscope/lens'
import type { LensUsage } from './lens-usage.ts'

const [db] = process.argv.slice(2)
const lens = await startLens({ port: 0, otlpPort: false, ...(db !== undefined && { db }) })

process.on('message', () => {
  globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  const { calls, spans, bytes, dropped } = lens.status()
  const usage: LensUsage = { cpuSeconds: (user + system) / 1e6, rss, heapUsed, external, calls, spans, bytes, droppedSpans: dropped.spans }
  process.send?.(usage)
})
process.once('disconnect', () => void lens.shutdown())
process.send?.(lens.url)
