import type { JSX } from 'preact'
import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount, formatRate } from '../format/number.ts'
import { toPlainText } from '../text/split-controls.ts'
import { Text } from '../text/text.tsx'

const SOURCES: Readonly<Record<string, string>> = {
  usage: 'as the server counted',
  reported: 'as the caller said',
  chunks: 'chunks only: the server sent no usage',
}

/** What the call used and cost; rows of which nothing is known are left out. */
export function UsageTable({ detail }: { detail: CallDetail }): JSX.Element {
  const { usage, summary, timeline } = detail
  const chunks = timeline.tokens.reduce((sum, run) => sum + run.chunks, 0)
  const rows: readonly (readonly [name: string, value: string | null])[] = [
    ['Input tokens', count(usage.inputTokens)],
    ['… read from cache', count(usage.cachedInputTokens)],
    ['… written to cache', count(usage.cacheWriteInputTokens)],
    ['… audio', usage.audioInputTokens === 0 ? null : count(usage.audioInputTokens)],
    ['Output tokens', count(usage.outputTokens)],
    ['… reasoning', count(usage.reasoningTokens)],
    ['… audio', usage.audioOutputTokens === 0 ? null : count(usage.audioOutputTokens)],
    [
      'Counted',
      usage.source === null ? null : Object.hasOwn(SOURCES, usage.source) ? (SOURCES[usage.source] ?? null) : toPlainText(usage.source),
    ],
    ['Chunks', chunks === 0 ? null : formatCount(chunks)],
    ['Tokens per second', summary.tokensPerSecond === null ? null : formatRate(summary.tokensPerSecond)],
    ['Attempts', String(summary.attemptCount)],
    ['Cost', summary.cost === null ? null : formatCost(summary.cost, summary.currency)],
    ['Energy', usage.energyJoules === null ? null : `${usage.energyJoules.toPrecision(3)} J`],
    ['GPU time', usage.gpuSeconds === null ? null : formatDuration(usage.gpuSeconds)],
  ]
  const { retries } = timeline
  return (
    <>
      <table class="pairs">
        <tbody>
          {rows
            .filter(([, value]) => value !== null)
            .map(([name, value], index) => (
              <tr key={`${index}${name}`}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {retries.length > 0 && (
        <>
          <h3>Failed attempts</h3>
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Attempt</th>
                <th scope="col">At</th>
                <th scope="col">Answer</th>
                <th scope="col">Waited</th>
              </tr>
            </thead>
            <tbody>
              {retries.map(({ attempt, offset, status, errorType, backoff }) => (
                <tr key={`${attempt}-${offset}`}>
                  <td>{attempt ?? '–'}</td>
                  <td>{formatDuration(offset)}</td>
                  <td class="bad">{status ?? <Text value={errorType ?? 'none'} limit={120} />}</td>
                  <td>{formatDuration(backoff)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}

function count(value: number | null): string | null {
  return value === null ? null : formatCount(value)
}
