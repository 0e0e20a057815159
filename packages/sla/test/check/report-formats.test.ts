import { describe, expect, it } from 'vitest'
import { subjectOf } from '../../src/check/subject.ts'
import { describeSlaReport, reportHtml, reportMarkdown } from '../../src/index.ts'
import { A_REPORT } from './a-report.ts'

describe('the name of a model', () => {
  it('cannot play with the terminal', () => {
    const scope = { id: 'a', objectives: { responseTimes: [] } }
    expect(subjectOf(scope, { gen_ai_request_model: 'm\u001B[31m\r\n\u202Ex' })).toBe('m\uFFFD[31m\uFFFD\uFFFD\uFFFDx')
  })
})

describe('the report', () => {
  it('reads well as Markdown, and what names hold is escaped', () => {
    expect(reportMarkdown(A_REPORT)).toBe(`# Service levels: breached

1 of 4 objectives breached, 1 unknown. Window 1d up to 2026-11-26 12:00 UTC, from http://127.0.0.1:9090.

## a in production

| Verdict | Promise | Measured | Attainment | Budget left | Burn rate now | Trend |
| --- | --- | --- | --- | --- | --- | --- |
| **breached** | response time p95 <= 3 s | 3.4 s | 92.5 % | -50 % | 4 × | 24 h 92.5 % |
| met | error rate <= 0.1 % | 0 % | 100 % | 100 % | 0 × | 24 h 100 % |
| met | output tokens/s >= 20 | 31.25 tokens/s | 100 % | – | – | 24 h 100 % |

**response time p95 <= 3 s** is judged over the 15h that there is data of.

Worst times of **response time p95 <= 3 s**:

- 2026-11-26 11:00 to 12:00 UTC: 120 of 600 requests, 4.8 s

## b\\|\\<b\\> in lab

| Verdict | Promise | Measured | Attainment | Budget left | Burn rate now | Trend |
| --- | --- | --- | --- | --- | --- | --- |
| **unknown** | availability >= 99.5 % | – | – | – | – | 24 h – |

**availability >= 99.5 %** is unknown. There is \\<nothing\\>. Send \\*something\\*.

## Slowest traces

| Took | Model | Service | When | Trace |
| --- | --- | --- | --- | --- |
| 9.8 s | a | chat | 2026-11-26 11:50 UTC | [0af76519](http://127.0.0.1:16686/trace/0af7651916cd43dd8448eb211c80319c) |

## Notes

- Prometheus says: one store did not answer
`)
  })

  it('is a page with pictures, without scripts, and what names hold is escaped', () => {
    const page = reportHtml(A_REPORT)
    expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual([
      'Summary',
      'a in production',
      'b|&lt;b&gt; in lab',
      'Worst times of a in production',
      'Slowest traces',
      'How to read this',
    ])
    expect([...page.matchAll(/<figcaption>(.*?)<\/figcaption>/g)].map(([, title]) => title)).toEqual([
      'Attainment over time: bad events in proportion to what is allowed (shown up to 10 ×)',
      'Error budget left of the window (shown down to -100 %)',
      'Response time against its targets',
      'Output tokens per second against the target',
    ])
    expect(page).toContain(
      'aria-label="Error budget left of the window (shown down to -100 %). response time p95 &lt;= 3 s: 10:00: 100 %, 11:00: 83.333 %, 12:00: -50 %.',
    )
    expect(page).toContain('<a href="http://127.0.0.1:16686/trace/0af7651916cd43dd8448eb211c80319c" rel="noreferrer">0af76519</a>')
    expect(page).toContain('There is &lt;nothing&gt;.')
    expect(page).not.toContain('<script')
  })

  it('never rounds a miss to a hundred percent, or a failure to none', () => {
    const [p95] = A_REPORT.objectives
    const nearly = { ...p95!, attainment: 0.9999999, unit: 'ratio', measured: 0.0000001 } as const
    const [subject] = describeSlaReport({ ...A_REPORT, objectives: [nearly] }).subjects
    expect(subject?.objectives[0]?.measured).toBe('< 0.001 %')
    expect(subject?.objectives[0]?.figures).toMatch(/^attainment 99.999 %, /)
  })

  it('says how it ends in one sentence', () => {
    const headline = (...verdicts: ('met' | 'breached' | 'unknown')[]): string => {
      const objectives = verdicts.map((verdict) => ({ ...A_REPORT.objectives[1]!, verdict }))
      const verdict = (['breached', 'unknown', 'met'] as const).find((each) => verdicts.includes(each)) ?? 'unknown'
      return describeSlaReport({ ...A_REPORT, verdict, objectives }).headline
    }
    expect(headline('met')).toBe('The objective is met.')
    expect(headline('met', 'met')).toBe('All 2 objectives are met.')
    expect(headline('met', 'breached')).toBe('1 of 2 objectives breached.')
    expect(headline('met', 'unknown')).toBe('Of 2 objectives 1 met, 1 unknown; none is known to be breached.')
  })
})
