import { describe, expect, it } from 'vitest'
import { formatProblem, inspectTargets, parseTargets, TargetsError } from '../../src/index.ts'

const problemsOf = (text: string): string[] => inspectTargets(text).problems.map((problem) => formatProblem(problem, 'sla.yaml'))

describe('what is wrong in a file of targets', () => {
  it.each<[text: string, problem: string]>([
    ['p95_response_time: 3000', 'sla.yaml:1:20: error: p95_response_time 3000 has no unit. Write 3000ms or 3000s.'],
    [
      'p95_response_time: 0.5ms',
      'sla.yaml:1:20: error: p95_response_time 0.5ms is not a whole number of milliseconds. Allowed is 1ms to 1h in whole milliseconds, with the unit ms, s, m or h.',
    ],
    [
      'p95_response_time: fast',
      'sla.yaml:1:20: error: p95_response_time fast is not a duration. Allowed is 1ms to 1h in whole milliseconds, with the unit ms, s, m or h, for example 3000ms.',
    ],
    [
      'p95_response_time: 2h',
      'sla.yaml:1:20: error: p95_response_time 2h is longer than one hour. Allowed is 1ms to 1h in whole milliseconds, with the unit ms, s, m or h.',
    ],
    [
      'p75_response_time: 3s',
      'sla.yaml:1:1: error: p75_response_time is not a key of a file of targets. The quantiles that can be promised are p50, p90, p95, p99.',
    ],
    ['availability: no', 'sla.yaml:1:15: error: availability no is not a percent. Write availability: off.'],
    ['p99_response_time: OFF', 'sla.yaml:1:20: error: p99_response_time OFF is not a duration. Write p99_response_time: off.'],
    ['window: 30', 'sla.yaml:1:9: error: window 30 has no unit. Write 30d for days.'],
    [
      'window: 1y',
      'sla.yaml:1:9: error: window 1y is not a number of days or weeks. Allowed is 1d to 90d, in days (d) or weeks (w), for example 30d.',
    ],
    ['availability: 99.5', 'sla.yaml:1:15: error: availability 99.5 has no percent sign. Write 99.5%.'],
    ['error_rate: 0.001', 'sla.yaml:1:13: error: error_rate 0.001 has no percent sign. Write 0.001%, or 0.1% if you mean the ratio.'],
    [
      'availability: 100%',
      'sla.yaml:1:15: error: availability 100% is too much. Allowed is a percent over 0% and under 100% with at most 4 decimals: at 100% there is no budget, and nothing can be above.',
    ],
    [
      'error_rate: 0%',
      'sla.yaml:1:13: error: error_rate 0% is nothing. Allowed is a percent over 0% and under 100% with at most 4 decimals: a target without any budget is missed by the first failure.',
    ],
    [
      'output_tokens_per_second: 15/s',
      'sla.yaml:1:27: error: output_tokens_per_second 15/s is not a plain number. Allowed is a number over 0, without a unit and without quotes, for example 15.',
    ],
    [
      'cost_per_day: .nan',
      'sla.yaml:1:15: error: cost_per_day .nan is out of range. Allowed is a number over 0, without a unit, up to 1000000000.',
    ],
    [
      'availability:',
      'sla.yaml:1:1: error: availability has no value. Write availability: 99.5%, or availability: off, or remove the line.',
    ],
    ['model: [a, b]', 'sla.yaml:1:8: error: model is a list, but takes one value. Write model: qwen3-4b-instruct-2507.'],
    ['p99_respons_time: 5s', 'sla.yaml:1:1: error: p99_respons_time is not a key of a file of targets. Did you mean p99_response_time?'],
    ['responseTimeP95: 5s', 'sla.yaml:1:1: error: responseTimeP95 is not a key of a file of targets. Did you mean p95_response_time?'],
    ['ttft: 1s', 'sla.yaml:1:1: error: ttft is not a key of a file of targets. Did you mean p95_time_to_first_token?'],
    ['models: [a]', 'sla.yaml:1:1: error: models is not a key of a file of targets. Did you mean scopes?'],
    ['links: {kibana: x}', 'sla.yaml:1:9: error: kibana is not a key of links. Allowed are grafana, jaeger, runbooks.'],
    [
      'availability: 99.5%\navailability: 99%',
      'sla.yaml:2:1: error: availability stands here a second time. It is in line 1 already: remove one of the two.',
    ],
    [
      'scopes:\n  - model: m\n    gpu_memory: 90%',
      'sla.yaml:3:5: error: gpu_memory does not stand in a scope. Write it at the top of the file: it is one for all scopes.',
    ],
    [
      'scopes: []',
      'sla.yaml:1:9: error: scopes is not a list of scopes. Write a line with "- model: qwen3-4b-instruct-2507" for each, or remove scopes.',
    ],
    ['scopes: [m]', 'sla.yaml:1:10: error: The scope m has no keys. Write - model: and the name.'],
    [
      'id: a\nscopes: [{model: m}]',
      'sla.yaml:1:1: error: id names one scope, and this file has a list of them. Move id into the scope that it names.',
    ],
  ])('%j: says where, what and what to type', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  it.each<[text: string, problem: string]>([
    ['model: "a\\nb"', 'model "a\\nb" holds a line break or a character that cannot be seen. Allowed are 1 to 256 characters in one line.'],
    [`model: ${'x'.repeat(300)}`, `model ${'x'.repeat(60)}… has 300 characters. Allowed are 1 to 256 characters in one line.`],
    ['model: 4.10', 'model 4.10 is not text. Put it in quotes: "4.10".'],
    ["model: ' m'", 'model \' m\' begins or ends with a blank. Write "m".'],
    [
      "model: '{{ .Labels }}'",
      "model '{{ .Labels }}' holds {{, }} or ${. These mean a place to fill in to Alertmanager and to the Collector; rename it at its source.",
    ],
    ["model: ''", "model '' is empty. Allowed are 1 to 256 characters in one line; leave the line out to mean any."],
  ])('%j: refuses a name that cannot be one', (text, problem) => {
    expect(problemsOf(text)).toEqual([`sla.yaml:1:8: error: ${problem}`])
  })

  it('accepts names with slashes, quotes, backslashes and blanks, and refuses two that end up with one id', () => {
    expect(problemsOf('scopes:\n- model: "a/b \\"c\\" \\\\ \'d\'"\n- model: a-c')).toEqual([])
    expect(problemsOf('scopes:\n- model: qwen/3\n- model: Qwen-3')).toEqual([
      'sla.yaml:3:3: error: The id qwen-3 of this scope (model Qwen-3) is that of the scope in line 2 (model qwen/3). In file names and labels both would be one: give one of them a name, for example id: qwen-3-2.',
    ])
    expect(problemsOf('scopes:\n- model: qwen/3\n- model: Qwen-3\n  id: qwen-3-2')).toEqual([])
  })

  it('refuses two scopes that watch the same calls', () => {
    expect(problemsOf('environment: prod\nscopes:\n- model: m\n- {model: m, id: n, environment: prod}')).toEqual([
      'sla.yaml:4:3: error: This scope watches the same calls as the scope in line 3: model m, environment prod. Put both into one, or tell them apart by model, service, provider or environment.',
    ])
  })

  it('reports everything at once, in the order of the file, as one error', () => {
    const text = 'p95_response_time: 3000\nfoo: 1\navailability: 99.5\n'
    expect(() => parseTargets(text, 'team/sla.yaml')).toThrow(TargetsError)
    const { message } = (() => {
      try {
        return parseTargets(text, 'team/sla.yaml') as never
      } catch (error) {
        return error as TargetsError
      }
    })()
    expect(message.split('\n').map((line) => line.slice(0, 60))).toEqual([
      'team/sla.yaml:1:20: error: p95_response_time 3000 has no uni',
      'team/sla.yaml:2:1: error: foo is not a key of a file of targ',
      'team/sla.yaml:3:15: error: availability 99.5 has no percent ',
    ])
  })

  it('takes names of the object prototype for unknown keys', () => {
    expect(problemsOf('constructor: 1\n__proto__: 2\ntoString: 3').map((problem) => problem.slice(0, 45))).toEqual([
      'sla.yaml:1:1: error: constructor is not a key',
      'sla.yaml:2:1: error: __proto__ is not a key o',
      'sla.yaml:3:1: error: toString is not a key of',
    ])
  })
})
