import fc from 'fast-check'
import { stringify } from 'yaml'

const duration = fc.constantFrom('320ms', '1280ms', '1.5s', '3s', '5000ms', '10s', '2m', 'off')
const percent = fc.constantFrom('50%', '95%', '99%', '99.5%', '99.99%', 'off')
const small = fc.constantFrom('0.01%', '0.1%', '1%', '7%', 'off')
const amount = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0.001, max: 10_000, noNaN: true }), fc.constant('off'))
const name = fc.constantFrom('qwen/3', 'qwen-3', 'gpt-4o', 'it\'s "x" \\', '模型', 'a: b', '- c', '#d', 'null', '4.10', '\u{1F600}')

const objectives = {
  p50_response_time: duration,
  p90_response_time: duration,
  p95_response_time: duration,
  p99_response_time: duration,
  p95_time_to_first_token: duration,
  availability: percent,
  error_rate: small,
  output_tokens_per_second: amount,
  queue_time: duration,
  cost_per_day: amount,
}
const scope = { model: name, service: name, provider: name, environment: name, ...objectives }
const receiver = fc.oneof(
  fc.record({ type: fc.constant('slack'), channel: fc.constantFrom('#a', '@b'), url_file: fc.constantFrom('/a', 'b c') }),
  fc.record({ type: fc.constant('webhook'), url: fc.constantFrom('http://127.0.0.1:1/a', 'https://b.example.com') }),
  fc.record({
    type: fc.constant('pagerduty'),
    routing_key_file: fc.constant('/k'),
    severities: fc.constantFrom('critical', ['info', 'warning']),
  }),
  fc.record({ type: fc.constant('wecom'), token_file: fc.constant('./t') }, { requiredKeys: ['type'] }),
)

/** Texts of files whose values are all good by themselves. */
export function targetsTexts(): fc.Arbitrary<string> {
  const file = fc.record(
    {
      ...scope,
      window: fc.constantFrom('1d', '4w', '90d'),
      gpu_memory: fc.constantFrom('80%', '92.5%'),
      system_memory: fc.constant('70%'),
      language: fc.constantFrom('en', 'zh'),
      maintenance: fc.constantFrom('daily 00:00-06:00', ['sunday 02:00-04:00 Asia/Shanghai', 'monday-friday 12:00-13:00']),
      scopes: fc.array(fc.record(scope, { requiredKeys: [] }), { minLength: 1, maxLength: 4 }),
      links: fc.record({ grafana: fc.constant('https://g.example.com/a/'), jaeger: fc.constant('http://j') }, { requiredKeys: [] }),
      notify: fc.uniqueArray(receiver, { selector: ({ type }) => type, maxLength: 4 }),
    },
    { requiredKeys: ['window'] },
  )
  return file.map((content) => stringify(content))
}
