import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { planExports } from '../../src/doctor/export-plan.ts'
import type { Facts } from '../../src/doctor/facts.ts'
import type { InstalledPackage } from '../../src/doctor/probes/find-packages.ts'
import { stackAddresses } from '../../src/doctor/probes/probe-stack.ts'

const INSTALLED: InstalledPackage[] = ['@tokenscope/node@0.1.0', 'openai@7.57.0', '@opentelemetry/api@1.10.0'].map((spec) => {
  const [, name = '', version = ''] = /^(.+)@(.+)$/.exec(spec) ?? []
  return { name, version, path: `/app/node_modules/${name}`, foundBy: undefined }
})

const OPENAI_ONLY: InstalledPackage = { name: '@tokenscope/openai', version: '0.1.0', path: '/app/node_modules/o', foundBy: undefined }

/** Facts of an application where all is well, but for `changes` and with `env`. */
function facts(env: Record<string, string>, changes: Partial<Facts> = {}): Facts {
  const plan = planExports({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', ...env }, 'tokenscope')
  const answers = new Map(
    Object.values(plan.signals).flatMap(({ otlp }) => (otlp ? [[otlp.url, { kind: 'answered', status: 200 } as const]] : [])),
  )
  const stack = { addresses: stackAddresses({}), collector: 'absent', counts: [], jaeger: 'absent' } as const
  const here = {
    env,
    packages: INSTALLED,
    plan,
    answers,
    port: undefined,
    stackVariables: ['TOKENSCOPE_CACHE'],
    stack,
    sentTrace: undefined,
    gpu: { kind: 'no-tool' },
  } as const
  return { nodeVersion: '24.1.0', ...here, ...changes }
}

function losses(given: Facts): string[] {
  return diagnose(given).flatMap(({ level, text }) => (level === 'loss' ? [text] : []))
}

describe('what would be lost', () => {
  it('is nothing where all is well', () => {
    expect(losses(facts({}))).toEqual([])
  })

  it.each<[name: string, Facts, lost: string[]]>([
    ['an old Node', facts({}, { nodeVersion: '22.14.0' }), ['Node 22.14.0 is older than 22.15: Tokenscope does not load.']],
    [
      'an unknown openai',
      facts(
        {},
        {
          packages: [
            ...INSTALLED.filter(({ name }) => name !== 'openai'),
            { name: 'openai', version: '9.0.0', path: '/a', foundBy: undefined },
          ],
        },
      ),
      ['openai 9.0.0: its major version is not known, its calls are not recorded.'],
    ],
    [
      'two versions of the API',
      facts(
        {},
        { packages: [...INSTALLED, { name: '@opentelemetry/api', version: '1.9.0', path: '/b', foundBy: '@opentelemetry/sdk-node' }] },
      ),
      [
        'Several versions of @opentelemetry/api: 1.10.0 (the application), 1.9.0 (@opentelemetry/sdk-node). What a newer copy records is lost when an older one is registered first.',
      ],
    ],
    [
      'traces sent nowhere',
      facts({ OTEL_TRACES_EXPORTER: 'none' }),
      ['traces go nowhere (OTEL_TRACES_EXPORTER=none): spans and their token time lines are lost.'],
    ],
    ['a disabled SDK', facts({ OTEL_SDK_DISABLED: 'true' }), ['OTEL_SDK_DISABLED=true: nothing is recorded or exported.']],
    [
      'a sampler',
      facts({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' }),
      ['OTEL_TRACES_SAMPLER=parentbased_traceidratio drops 75 % of the traces, errors and slow calls included; metrics stay whole.'],
    ],
    [
      'a small event limit',
      facts({ OTEL_SPAN_EVENT_COUNT_LIMIT: '64' }),
      ['Token events: timeline needs up to 66 events a span, and OTEL_SPAN_EVENT_COUNT_LIMIT is 64: the end of a long stream is cut off.'],
    ],
    [
      'an endpoint that is no URL',
      facts({ OTEL_EXPORTER_OTLP_ENDPOINT: 'me:s3cret@collector' }, { answers: new Map() }),
      ['OTEL_EXPORTER_OTLP_ENDPOINT is "***@collector"; allowed is a URL such as "http://localhost:4318". The default is used.'],
    ],
    [
      'an exporter that does not exist',
      facts({ OTEL_TRACES_EXPORTER: 'otlphttp' }),
      [
        'OTEL_TRACES_EXPORTER has "otlphttp"; allowed is a list of otlp, console, zipkin, none. The entry is ignored.',
        'traces go nowhere (OTEL_TRACES_EXPORTER=otlphttp): spans and their token time lines are lost.',
      ],
    ],
    [
      'a switch that is neither true nor false',
      facts({ OTEL_SDK_DISABLED: '1', TOKENSCOPE_OPENAI: 'on' }),
      [
        'OTEL_SDK_DISABLED is "1"; allowed is true or false. The default is used.',
        'TOKENSCOPE_OPENAI is "on"; allowed is true or false. The default is used.',
      ],
    ],
    [
      'a time with its unit',
      facts({ OTEL_EXPORTER_OTLP_TIMEOUT: '10s', OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '0', OTEL_BSP_SCHEDULE_DELAY: '5s' }),
      [
        'OTEL_BSP_SCHEDULE_DELAY is "5s"; allowed is a whole number from 1. The default is used.',
        'OTEL_EXPORTER_OTLP_TIMEOUT is "10s"; allowed is a whole number of milliseconds from 1.',
        'OTEL_EXPORTER_OTLP_TRACES_TIMEOUT is "0"; allowed is a whole number of milliseconds from 1.',
      ],
    ],
    [
      'a compression and a temporality that do not exist',
      facts({ OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd', OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'deltas' }),
      [
        'OTEL_EXPORTER_OTLP_COMPRESSION is "zstd"; allowed is gzip or none.',
        'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE is "deltas"; allowed is cumulative, delta or lowmemory.',
      ],
    ],
    [
      'headers written as HTTP has them',
      facts({ OTEL_EXPORTER_OTLP_HEADERS: 'ok=1,authorization: Bearer s3cret', OTEL_EXPORTER_OTLP_LOGS_HEADERS: 'x y=s3cret' }),
      [
        'OTEL_EXPORTER_OTLP_HEADERS has an entry, the 2nd, that is no name=value (it is not shown, it may be a secret).',
        'OTEL_EXPORTER_OTLP_LOGS_HEADERS has an entry, the 1st, whose name no header can have (it is not shown, it may be a secret).',
      ],
    ],
    [
      'attributes of the resource without a value',
      facts({ OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prod,team' }),
      ['OTEL_RESOURCE_ATTRIBUTES has an entry, the 2nd, that is no name=value (it is not shown, it may be a secret).'],
    ],
    [
      'a misspelt standard variable',
      facts({ OTEL_EXPORTER_OTLP_TRACE_ENDPOINT: 'http://c:4318/v1/traces', OTEL_SERVICENAME: 'shop' }),
      [
        'OTEL_EXPORTER_OTLP_TRACE_ENDPOINT is not a variable that OpenTelemetry reads.',
        'OTEL_SERVICENAME is not a variable that OpenTelemetry reads.',
      ],
    ],
    [
      'every token as an event, by an SDK that is not started by Tokenscope',
      facts(
        { TOKENSCOPE_TOKEN_EVENTS: 'every' },
        { packages: INSTALLED.filter(({ name }) => name !== '@tokenscope/node').concat(OPENAI_ONLY) },
      ),
      ['Token events: every needs up to 4130 events a span, and OTEL_SPAN_EVENT_COUNT_LIMIT is 128: the end of a long stream is cut off.'],
    ],
    ['no token events', facts({ TOKENSCOPE_TOKEN_EVENTS: 'off' }), ['TOKENSCOPE_TOKEN_EVENTS=off: spans carry no token time line.']],
    [
      'a misspelt variable',
      facts({ TOKENSCOPE_STALL_TRESHOLD_MS: '1' }),
      ['TOKENSCOPE_STALL_TRESHOLD_MS is not a variable that Tokenscope reads.'],
    ],
    [
      'content that has nowhere to go',
      facts({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'EVENT_ONLY', OTEL_LOGS_EXPORTER: 'none' }),
      ['Content is recorded as log events, but OTEL_LOGS_EXPORTER=none.'],
    ],
    [
      'a port that is taken',
      facts({}, { port: { host: '127.0.0.1', port: 9464, state: 'taken' } }),
      ['metrics -> http://127.0.0.1:9464/metrics: something else listens on port 9464, the endpoint cannot be opened.'],
    ],
    [
      'a port that is none',
      facts({ OTEL_EXPORTER_PROMETHEUS_PORT: '94640' }),
      ['OTEL_EXPORTER_PROMETHEUS_PORT is "94640"; allowed is a whole number from 0 to 65535. The default is used.'],
    ],
    [
      'a broken driver',
      facts({}, { gpu: { kind: 'no-answer', reason: 'Driver/library version mismatch' } }),
      ['nvidia-smi is there but fails: Driver/library version mismatch'],
    ],
  ])('%s', (_name, given, lost) => {
    expect(losses(given)).toEqual(lost)
    for (const { level, fix } of diagnose(given)) if (level === 'loss') expect(fix).toMatch(/\S/)
  })

  it('is nothing where every token becomes an event and start() raises the limit for it', () => {
    expect(losses(facts({ TOKENSCOPE_TOKEN_EVENTS: 'every' }))).toEqual([])
  })

  it('is not a variable of somebody else, which is a note', () => {
    const told = diagnose(facts({ OTEL_PYTHON_LOG_CORRELATION: 'true', OTEL_ACME_SHARD: '3', OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'fs' }))
    expect(told.filter(({ text }) => text.startsWith('OTEL_')).map(({ level, text }) => [level, text])).toEqual([
      ['note', 'OTEL_ACME_SHARD is not a variable that is known here.'],
    ])
  })

  it('is told once for signals that share an endpoint', () => {
    const given = facts({})
    const answers = new Map([...given.answers].map(([url]) => [url, { kind: 'failed', code: 'ECONNREFUSED' } as const]))
    expect(losses({ ...given, answers })).toEqual([
      'traces, metrics, logs -> http://collector:4318 (http/protobuf, OTEL_EXPORTER_OTLP_ENDPOINT): connection refused, nobody listens there.',
    ])
  })
})
