import type { JSX } from 'preact'
import type { CallDetail } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatShare } from '../format/number.ts'
import { type Phase, toPhases } from '../timeline/phase-bar.tsx'

const SOURCES = {
  server: 'Prefill and decode as the server reported them.',
  stream: 'Read off the stream: the server did not say how long it queued and how long it read the prompt.',
  none: 'Not streamed: only the whole is known.',
} as const

const MEANINGS: Readonly<Record<Phase['name'], string>> = {
  waiting: 'failed attempts, queue, network',
  prefill: 'until the first token',
  decode: 'from the first token on',
  rest: 'after the last token',
  whole: 'all of the call',
}

/** Where the time went, in words and figures: the bar in the time line is the same to scale. */
export function SplitBar({ detail }: { detail: CallDetail }): JSX.Element {
  const whole = Math.max(detail.summary.durationSeconds, 1e-9)
  return (
    <div class="split">
      <dl>
        {toPhases(detail).map(({ name, title, from, to }) => (
          <div key={name} class={name}>
            <dt>
              <span class="swatch" aria-hidden="true" />
              {title} <span class="soft">{MEANINGS[name]}</span>
            </dt>
            <dd>
              {formatDuration(to - from)} <span class="soft">{formatShare((to - from) / whole)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="soft">{SOURCES[detail.split.source]}</p>
    </div>
  )
}
