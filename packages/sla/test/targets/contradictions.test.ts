import { describe, expect, it } from 'vitest'
import { inspectTargets } from '../../src/index.ts'

const problemsOf = (text: string): string[] =>
  inspectTargets(text).problems.map(({ line, column, severity, message, remedy }) => `${line}:${column} ${severity}: ${message}. ${remedy}`)

describe('targets that contradict each other', () => {
  it('explains a p99 that is tighter than p95, also than the default', () => {
    expect(problemsOf('p95_response_time: 5s\np99_response_time: 3s')).toEqual([
      '2:20 error: p99_response_time 3s is tighter than p95_response_time 5s: when 99% of the calls are that fast, so are 95%. Raise p99_response_time to at least 5s, lower p95_response_time to at most 3s, or write p95_response_time: off.',
    ])
    expect(problemsOf('p99_response_time: 2560ms')).toEqual([
      '1:20 error: p99_response_time 2560ms is tighter than p95_response_time 3s (the default): when 99% of the calls are that fast, so are 95%. Raise p99_response_time to at least 3s, lower p95_response_time to at most 2560ms, or write p95_response_time: off.',
    ])
    expect(problemsOf('p99_response_time: 2560ms\np95_response_time: off')).toEqual([])
  })

  it('warns of a p95 that is the same as p99', () => {
    expect(problemsOf('p95_response_time: 5s')).toEqual([
      '1:20 warning: p95_response_time 5s says nothing beside p99_response_time 5s (the default): whoever meets the second meets the first. Lower p95_response_time, or write p95_response_time: off.',
    ])
  })

  it('explains an error rate that makes the availability impossible', () => {
    expect(problemsOf('error_rate: 6%')).toEqual([
      '1:13 error: error_rate 6% contradicts availability 99.5% (the default): a slice of five minutes is bad when more than 5% of its calls fail, so failures within the error rate would make every slice bad. Write error_rate: 5% or less, or availability: off.',
    ])
    expect(problemsOf('error_rate: 5%')).toEqual([])
    expect(problemsOf('error_rate: 6%\navailability: off')).toEqual([])
  })

  it('warns of an availability that the error rate already promises', () => {
    expect(problemsOf('availability: 98%')).toEqual([
      '1:15 warning: availability 98% says nothing beside error_rate 0.1% (the default): under steady traffic 0.1% of failed calls make at most 0.1% / 5% = 2% of the slices bad. Write an availability over 98%, or availability: off.',
    ])
    expect(problemsOf('availability: 98.1%')).toEqual([])
  })

  it('warns of a first token that may come later than the last', () => {
    expect(problemsOf('p95_time_to_first_token: 3s')).toEqual([
      "1:26 warning: p95_time_to_first_token 3s is not under p95_response_time 3s (the default): a call's first token comes before its last. Write less than 3s, unless streamed calls are of another kind than the rest.",
    ])
  })

  it('warns of thresholds that no bucket answers, with the nearest that do', () => {
    expect(problemsOf('p95_response_time: 4s\np99_response_time: 100s')).toEqual([
      '1:20 warning: p95_response_time 4s is where none of the built-in buckets ends: whether calls met it stays unknown until one does. Write 3s or 5s, or give the applications a bucket there: TOKENSCOPE_HISTOGRAM_BUCKETS=histogram-buckets.json, the file of tokenscope sla generate.',
      '2:20 warning: p99_response_time 100s is where none of the built-in buckets ends, and everything over 81920ms is one bucket: whether calls met it stays unknown until one does. Write 81920ms, or give the applications a bucket there: TOKENSCOPE_HISTOGRAM_BUCKETS=histogram-buckets.json, the file of tokenscope sla generate.',
    ])
  })

  it('still reads a file with warnings, and says once what scopes inherit', () => {
    const { targets, problems } = inspectTargets('p95_response_time: 4s\nscopes: [{model: a}, {model: b}]')
    expect(targets?.scopes.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(problems).toHaveLength(1)
  })
})
