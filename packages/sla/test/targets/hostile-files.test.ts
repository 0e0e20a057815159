import { describe, expect, it } from 'vitest'
import { inspectTargets } from '../../src/index.ts'

const first = (text: string): string | undefined => {
  const { targets, problems } = inspectTargets(text)
  expect(targets).toBeUndefined()
  const [problem] = problems
  return problem && `${problem.line}:${problem.column} ${problem.message}. ${problem.remedy}`
}

describe('a file that is no file of targets', () => {
  it.each<[what: string, text: string, problem: string]>([
    [
      'empty',
      '',
      '1:1 The file is empty. Write at least one key, for example model: qwen3-4b-instruct-2507; tokenscope sla init writes a file to start from.',
    ],
    [
      'blank',
      ' \n\n',
      '1:1 The file is empty. Write at least one key, for example model: qwen3-4b-instruct-2507; tokenscope sla init writes a file to start from.',
    ],
    [
      'only comments',
      '# p95\n',
      '1:1 The file is empty. Write at least one key, for example model: qwen3-4b-instruct-2507; tokenscope sla init writes a file to start from.',
    ],
    [
      'HTML',
      '<!doctype html>\n<html></html>\n',
      '1:1 This is HTML or XML, not a file of targets. Write one key on each line, for example p95_response_time: 3000ms.',
    ],
    [
      'prose',
      'We promise three seconds.',
      '1:1 The file holds no keys. Write one key on each line, for example p95_response_time: 3000ms.',
    ],
    ['binary', 'a: \0\u0001', '1:1 The file is not text. Save it as UTF-8, or name a file of targets.'],
    ['10 MB', 'x'.repeat(10_000_000), '1:1 The file has 10000000 characters. At most 524288 are read; is this a file of targets?'],
    ['a tab', 'scopes:\n\t- model: m', '2:1 This is not YAML: the line begins with a tab. Indent with blanks.'],
    [
      'two colons',
      'model: a: b',
      '1:8 This is not YAML: a second colon on one line. Put the value in quotes, or each key on its own line.',
    ],
    ['an open quote', 'model: "m', '1:10 This is not YAML: a quote or a bracket is not closed. Close it.'],
    [
      'an open bracket',
      'scopes: [{model: m}',
      '1:20 This is not YAML: the line is not indented like its neighbours, or a bracket is not closed. Begin all keys of one level in the same column, and close every bracket.',
    ],
    [
      'two documents',
      'model: a\n---\nmodel: b',
      '2:1 This is not YAML: a second document begins here. One file holds one document: remove the line, and write further models under scopes.',
    ],
    ['a tag', 'model: !!binary aGk=', '1:17 The tag tag:yaml.org,2002:binary is not allowed. Write the plain value.'],
    [
      'an alias',
      'model: &m x\nservice: *m',
      '2:10 The alias *m is not allowed. Write the value itself; scopes inherit what stands at the top.',
    ],
    ['an alias to nothing', 'model: *m', '1:8 The alias *m is not allowed. Write the value itself; scopes inherit what stands at the top.'],
    [
      'a merge key',
      'scopes:\n- <<: {model: m}',
      '2:3 << is not a key of a scope. Allowed are model, service, provider, environment, id, p50_response_time, p90_response_time, p95_response_time, p99_response_time, availability, error_rate, p50_time_to_first_token, p90_time_to_first_token, p95_time_to_first_token, p99_time_to_first_token, output_tokens_per_second, queue_time, cost_per_day.',
    ],
  ])('%s: says what it is', (_, text, problem) => {
    expect(first(text)).toBe(problem)
  })

  it('that grows by aliases is refused before it grows', () => {
    const levels = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(9)}*l${index}]`)
    expect(inspectTargets(`l0: &l0 x\n${levels.join('\n')}\n`).problems).toHaveLength(300)
  })

  it.each<[what: string, text: string]>([
    ['brackets', '['.repeat(60_000)],
    ['dashes', '- '.repeat(60_000)],
    ['maps', 'a: {'.repeat(60_000)],
  ])('that is nested without end (%s) is refused', (_, text) => {
    expect(first(text)).toMatch(/^1:\d+ This (?:is not|cannot be read as) YAML: /)
  })

  it('of thousands of mistakes has them all reported', () => {
    const text = Array.from({ length: 5_000 }, (_, index) => `key${index}: 1`).join('\n')
    expect(inspectTargets(text).problems).toHaveLength(5_000)
  })
})

describe('a large file', () => {
  it('of a thousand scopes is read', () => {
    const text = `scopes:\n${Array.from({ length: 1_000 }, (_, index) => `- model: m${index}\n  p99_response_time: 10240ms\n`).join('')}`
    expect(inspectTargets(text).targets?.scopes).toHaveLength(1_000)
  })
})

describe('the line that is shown with a problem', () => {
  it.each<[line: string, shown: string]>([
    ['  password: "hunter2', '  password: …'],
    ['{type: pagerduty, routing_key: abc, foo: 1}', '{type: pagerduty, routing_key: …'],
    ['url: https://hooks.slack.com/services/x', 'url: …'],
    ['p95_time_to_first_token: 3', 'p95_time_to_first_token: 3'],
    ['output_tokens_per_second: x', 'output_tokens_per_second: x'],
    [`foo: ${'x'.repeat(300)}`, `foo: ${'x'.repeat(155)}…`],
    ['foo: a\u001b[31m\u202eb', 'foo: a?[31m?b'],
  ])('%j holds no secret and no control characters', (line, shown) => {
    const { problems } = inspectTargets(line)
    expect(problems[0]?.excerpt).toBe(shown)
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|abc|services\/x/)
  })
})
