import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createOtlpSender, type OtlpSender, waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorMetric } from './readers/collector.ts'
import { searchTraces } from './readers/jaeger.ts'
import { memoryMib } from './readers/process-usage.ts'
import { alertExpression, query } from './readers/prometheus.ts'
import { showFigures } from './readers/show-figures.ts'
import { PREPARE_MS, stackMissing, startTestStack, type TestStack } from './stack/test-stack.ts'
import { LLM_TRACES } from './traffic/llm-traces.ts'

const DISK_MIB = 8
const MEMORY_LIMIT_MIB = 1024
const ALERT = 'OtelCollectorDroppingData'

const run = promisify(execFile)
const missing = (await stackMissing()) ?? (await mountMissing())

describe.skipIf(missing !== undefined)(`the disk of the queue is full${missing === undefined ? '' : ` (${missing})`}`, () => {
  let folder: string
  let stack: TestStack
  let sender: OtlpSender
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokenscope-small-disk-'))
    await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', folder])
    stack = await startTestStack({ env: { TOKENSCOPE_QUEUE_FOLDER: folder }, components: ['collector', 'jaeger', 'prometheus'] })
    sender = createOtlpSender({ url: stack.urls.otlpHttp, templates: LLM_TRACES, resource: { 'service.name': 'crowded' } })
  }, PREPARE_MS)
  afterAll(async () => {
    sender?.close()
    await stack?.shutdown()
    await run('umount', [folder]).catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  })

  it('says so in its log, counts what it refuses, stays small, and an alert of the shipped rules becomes true', async () => {
    const { collectorMetrics, prometheus } = stack.urls
    const { pid } = stack.component('collector')
    await stack.component('jaeger').kill()
    const failed = (): Promise<number> => collectorMetric(collectorMetrics, 'otelcol_exporter_enqueue_failed_spans_total')
    let peakMib = 0
    await waitFor(
      async () => {
        await sender.send({ error: 2_000 })
        peakMib = Math.max(peakMib, await memoryMib(pid))
        return (await failed()) > 0
      },
      { timeoutMs: 30_000, what: 'the disk to be full' },
    )
    expect(await stack.log('collector')).toMatch(/no space left on device/)
    const expression = await alertExpression(prometheus, ALERT)
    await waitFor(
      async () => {
        await sender.send({ error: 200 })
        peakMib = Math.max(peakMib, await memoryMib(pid))
        return (await query(prometheus, expression)).length > 0
      },
      { timeoutMs: 60_000, intervalMs: 1_000, what: `${ALERT} to be true` },
    )
    showFigures('disk full', { peakMib, refusedSpans: await failed() })
    expect(peakMib).toBeLessThan(MEMORY_LIMIT_MIB)
    expect(stack.component('collector')).toMatchObject({ running: true, pid })
  }, 120_000)

  it('delivers what the queue held, and works again, once Jaeger is back', async () => {
    await stack.component('jaeger').start()
    const { jaeger, collectorMetrics } = stack.urls
    const size = { exporter: 'otlp_grpc/jaeger' }
    await waitFor(async () => (await collectorMetric(collectorMetrics, 'otelcol_exporter_queue_size', size)) === 0, {
      timeoutMs: 60_000,
      what: 'an empty queue',
    })
    expect((await searchTraces(jaeger, 'crowded', 10)).size).toBe(10)
    const again = await sender.send({ forced: 20 })
    const ids = again.accepted.forced ?? []
    expect(ids).toHaveLength(20)
    await waitFor(
      async () => {
        const traces = await searchTraces(jaeger, 'crowded', 20_000)
        return ids.every((id) => traces.has(id))
      },
      { timeoutMs: 30_000, intervalMs: 500, what: 'the new traces in Jaeger' },
    )
  }, 120_000)
})

/** Why no small disk can be made here; undefined where it can. */
async function mountMissing(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'skipped: needs Linux and root, to mount a small disk'
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-mount-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
    await run('umount', [folder])
    return undefined
  } catch {
    return 'skipped: needs the right to mount a small disk, which a container may lack'
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
