import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectorFolder } from '@tokenscope/stack'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

/** Neither Kafka nor the stores can be run here, so the files are held against each other and against those that are run. */
const FOLDER = join(collectorFolder(), 'jaeger-at-scale')
const JAEGER = readdirSync(FOLDER).filter((file) => file !== 'samplers-to-kafka.yaml')
const INGESTERS = JAEGER.filter((file) => file.startsWith('ingester-'))

/** What a file says at a path; undefined where it says nothing. */
function read(file: string, ...path: string[]): unknown {
  const whole: unknown = parse(readFileSync(join(FOLDER, file), 'utf8'), { merge: true })
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], whole)
}

it.each(JAEGER)('everything that the service of %s names is defined there', (file) => {
  const pipelines = Object.values(read(file, 'service', 'pipelines') as Record<string, Record<string, string[]>>)
  const named = {
    extensions: read(file, 'service', 'extensions') as string[],
    receivers: pipelines.flatMap(({ receivers = [] }) => receivers),
    processors: pipelines.flatMap(({ processors = [] }) => processors),
    exporters: pipelines.flatMap(({ exporters = [] }) => exporters),
  }
  for (const [kind, ids] of Object.entries(named)) {
    expect(Object.keys((read(file, kind) as object | undefined) ?? {})).toEqual(expect.arrayContaining(ids))
  }
})

describe.each(INGESTERS)('%s', (file) => {
  it('reads what samplers write: brokers, topic, encoding, and messages of their size', () => {
    const writes = (...path: string[]): unknown => read('samplers-to-kafka.yaml', 'exporters', 'kafka', ...path)
    const reads = (...path: string[]): unknown => read(file, 'receivers', 'kafka', ...path)
    expect(reads('brokers')).toEqual(writes('brokers'))
    expect(reads('traces', 'topics')).toEqual([writes('traces', 'topic')])
    expect(reads('traces', 'encoding')).toEqual(writes('traces', 'encoding'))
    expect(reads('max_partition_fetch_size')).toBeGreaterThan(writes('producer', 'max_message_bytes') as number)
  })

  it('counts an offset as read only once the spans are written', () => {
    expect(read(file, 'receivers', 'kafka', 'message_marking')).toEqual({ after: true, on_error: false })
  })
})

it('the Monitor page over OpenSearch asks Prometheus as that of the single node does', () => {
  const single = parse(readFileSync(join(collectorFolder(), 'jaeger.yaml'), 'utf8')) as {
    extensions: { jaeger_storage: { metric_backends: unknown } }
  }
  expect(read('ingester-opensearch.yaml', 'extensions', 'jaeger_storage', 'metric_backends')).toEqual(
    single.extensions.jaeger_storage.metric_backends,
  )
})

it('no file holds a password: they come from the environment and have no default', () => {
  const passwords = readdirSync(FOLDER).flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').match(/password: *[^,}\n]+/g) ?? [])
  expect(new Set(passwords)).toEqual(new Set(["password: '${env:TOKENSCOPE_CLICKHOUSE_PASSWORD"]))
})
