import { describe, expect, it } from 'vitest'
import { DEFAULT_TARGETS, inspectTargets, parseTargets } from '../../src/index.ts'

const SHORT = `
model: qwen3-4b-instruct-2507
p95_response_time: 3000ms
p99_response_time: 5000ms
availability: 99.5%
error_rate: 0.1%
`

const FULL = `
window: 4w
environment: production
p90_response_time: 2560ms
p95_time_to_first_token: 1280ms
gpu_memory: 92%
gpu_utilization: 97.5%
system_memory: 80%
scopes:
  - model: meta-llama/Llama-3.1-8B
    availability: off
    output_tokens_per_second: 15
    queue_time: 2s
  - model: gpt-4o
    service: checkout
    id: checkout
    p99_response_time: 10240ms
    cost_per_day: 12.5
links:
  grafana: https://grafana.example.com/
  jaeger: http://127.0.0.1:16686
notify:
  - type: email
    name: on-call
    to: [oncall@example.com, lead@example.com]
    from: alerts@example.com
    smarthost: smtp.example.com:587
    password_file: /etc/tokenscope/smtp
    severities: critical
  - { type: slack, channel: '#llm', url_file: slack-url }
  - { type: wecom }
`

const DEFAULT_OBJECTIVES = DEFAULT_TARGETS.scopes[0]!.objectives

describe('parseTargets', () => {
  it('reads the short form: one scope, everything else by default', () => {
    expect(parseTargets(SHORT)).toEqual({
      windowSeconds: 2_592_000,
      scopes: [
        {
          id: 'qwen3-4b-instruct-2507',
          model: 'qwen3-4b-instruct-2507',
          objectives: {
            responseTimes: [
              { quantile: 0.95, seconds: 3 },
              { quantile: 0.99, seconds: 5 },
            ],
            availability: 0.995,
            errorRate: 0.001,
          },
        },
      ],
      resources: { gpuMemory: 0.9, gpuUtilization: 0.95, systemMemory: 0.85 },
      links: {},
      notify: { receivers: [] },
    })
    expect(inspectTargets(SHORT).problems).toEqual([])
  })

  it('fills in the defaults where a file says nothing of them', () => {
    expect(parseTargets('window: 30d\n')).toEqual(DEFAULT_TARGETS)
  })

  it('reads the full form: scopes inherit from the top and may say otherwise', () => {
    const { scopes, ...rest } = parseTargets(FULL)
    expect(scopes).toEqual([
      {
        id: 'meta-llama-llama-3-1-8b-production',
        model: 'meta-llama/Llama-3.1-8B',
        environment: 'production',
        objectives: {
          responseTimes: [
            { quantile: 0.9, seconds: 2.56 },
            { quantile: 0.95, seconds: 3 },
            { quantile: 0.99, seconds: 5 },
          ],
          timeToFirstToken: [{ quantile: 0.95, seconds: 1.28 }],
          errorRate: 0.001,
          outputTokensPerSecond: 15,
          queueSeconds: 2,
        },
      },
      {
        id: 'checkout',
        model: 'gpt-4o',
        service: 'checkout',
        environment: 'production',
        objectives: {
          responseTimes: [
            { quantile: 0.9, seconds: 2.56 },
            { quantile: 0.95, seconds: 3 },
            { quantile: 0.99, seconds: 10.24 },
          ],
          timeToFirstToken: [{ quantile: 0.95, seconds: 1.28 }],
          availability: 0.995,
          errorRate: 0.001,
          costPerDay: 12.5,
        },
      },
    ])
    expect(rest).toEqual({
      windowSeconds: 2_419_200,
      resources: { gpuMemory: 0.92, gpuUtilization: 0.975, systemMemory: 0.8 },
      links: { grafana: 'https://grafana.example.com', jaeger: 'http://127.0.0.1:16686' },
      notify: {
        receivers: [
          {
            kind: 'email',
            name: 'on-call',
            severities: ['critical'],
            to: ['oncall@example.com', 'lead@example.com'],
            from: 'alerts@example.com',
            smarthost: 'smtp.example.com:587',
            passwordFile: '/etc/tokenscope/smtp',
          },
          { kind: 'slack', name: 'slack', severities: ['critical', 'warning'], channel: '#llm', urlFile: 'slack-url' },
          { kind: 'bridge', name: 'wecom', severities: ['critical', 'warning'], robot: 'wecom', url: 'http://127.0.0.1:9095' },
        ],
      },
    })
  })

  it('reads JSON, quotes, comments, Windows line ends and a byte order mark', () => {
    const expected = { ...DEFAULT_TARGETS.scopes[0], id: 'm', model: 'm' }
    for (const text of ['{"model": "m"}', "'model': 'm' # ours", 'model: m\r\nwindow: 30d\r\n', '\uFEFFmodel: m\n']) {
      expect(parseTargets(text).scopes).toEqual([expected])
    }
  })

  it('gives a scope an id of its selectors that may stand in file names', () => {
    const models = ['模型', 'a'.repeat(200), `${'a'.repeat(199)}b`, 'it\'s "quoted" \\ here', 'ft:gpt-4o:org::abc', 'C:\\models\\q4.gguf']
    const text = `scopes:\n${models.map((model) => `- model: ${JSON.stringify(model)}\n`).join('')}- service: checkout\n- environment: prod\n  provider: openai\n`
    const { scopes } = parseTargets(text)
    expect(scopes.map(({ id }) => id)).toEqual([
      'c98e118e',
      `${'a'.repeat(54)}-c2a908d9`,
      `${'a'.repeat(54)}-6771c3d3`,
      'it-s-quoted-here',
      'ft-gpt-4o-org-abc',
      'c-models-q4-gguf',
      'checkout',
      'openai-prod',
    ])
    expect(scopes.slice(0, 6).map(({ model }) => model)).toEqual(models)
  })

  it('leaves an objective out that is off', () => {
    const off = 'p95_response_time: off\np99_response_time: off\navailability: off\nerror_rate: off\n'
    expect(parseTargets(off).scopes[0]?.objectives).toEqual({ responseTimes: [] })
    expect(parseTargets('p95_response_time: off').scopes[0]?.objectives).toEqual({
      ...DEFAULT_OBJECTIVES,
      responseTimes: [{ quantile: 0.99, seconds: 5 }],
    })
  })

  it.each<[text: string, seconds: number]>([
    ['1ms', 0.001],
    ['2560ms', 2.56],
    ['1.28s', 1.28],
    ['0.5 s', 0.5],
    ['1.5m', 90],
    ['1h', 3600],
  ])('takes %s for a duration', (text, seconds) => {
    const { scopes } = parseTargets(`p95_response_time: ${text}\np99_response_time: 1h\n`)
    expect(scopes[0]?.objectives.responseTimes[0]).toEqual({ quantile: 0.95, seconds })
  })

  it.each<[text: string, ratio: number]>([
    ['99.9%', 0.999],
    ['99.9999 %', 0.999999],
    ['97%', 0.97],
    ['99.57%', 0.9957],
  ])('takes %s for a percent, exactly', (text, ratio) => {
    expect(parseTargets(`availability: ${text}\nerror_rate: 0.3%`).scopes[0]?.objectives.availability).toBe(ratio)
  })
})
