import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missingBinaries, type RunningStack, startStack } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runTokenscope } from '../run-tokenscope.ts'
import { makeApplication } from './make-application.ts'

const missing = await missingBinaries(['otelcol', 'jaeger'])

describe.skipIf(missing !== undefined)(`tokenscope doctor beside a real stack${missing === undefined ? '' : ` (${missing})`}`, () => {
  let stack: RunningStack
  let folder: string
  let application: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokenscope-doctor-stack-'))
    application = await makeApplication()
    stack = await startStack({ ports: 'any', dataFolder: folder, components: ['collector', 'jaeger'] })
  })

  afterAll(async () => {
    await stack?.shutdown()
    await Promise.all([folder, application].map((path) => rm(path, { recursive: true, force: true })))
  })

  /** The findings about the stack, as the doctor of the application in front of it gives them. */
  async function findings(...args: string[]): Promise<{ level: string; text: string }[]> {
    const at = (url: string): string => new URL(url).host
    const { collectorHealth, collectorMetrics, jaeger, otlpHttp } = stack.urls
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpHttp,
      TOKENSCOPE_COLLECTOR_HEALTH: at(collectorHealth),
      TOKENSCOPE_COLLECTOR_METRICS_PORT: new URL(collectorMetrics).port,
      TOKENSCOPE_JAEGER_HTTP: at(jaeger),
    }
    const { stdout } = await runTokenscope(['doctor', '--json', ...args], env, application)
    const { findings: all } = JSON.parse(stdout) as { findings: { area: string; level: string; text: string }[] }
    return all.filter(({ area }) => area === 'stack')
  }

  it('says that no span has come yet, sends a trace the whole way, and then counts it', async () => {
    expect((await findings())[0]!.text).toBe('The Collector is ready, and no span has reached it since its start.')

    const sent = (await findings('--trace')).at(-1)!
    expect(sent).toEqual({ area: 'stack', level: 'ok', text: expect.stringMatching(/^One trace went the whole way in \d+\.\d s: /) })

    const texts = await waitFor(async () => {
      const found = (await findings()).map(({ text }) => text)
      return found.some((text) => text.includes('tokenscope-doctor')) ? found : undefined
    })
    expect(texts[0]).toBe('The Collector is ready and has accepted 1 span since its start.')
    expect(texts.at(-1)).toMatch(/^Jaeger answers at .*, with traces of: tokenscope-doctor\.$/)
  })

  it('says that the trace waits for Jaeger where Jaeger is away', async () => {
    await stack.component('jaeger').kill()
    const texts = (await findings()).map(({ text }) => text)
    expect(texts.at(-1)).toMatch(/^No Jaeger answers at .*: the Collector keeps traces in its queue until one does\.$/)
  })
})
