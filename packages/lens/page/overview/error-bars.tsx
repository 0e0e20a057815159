import type { Outcome } from '@tokenscope/semconv'
import type { JSX } from 'preact'
import type { Overview } from '../../src/api/index.ts'
import { formatCount } from '../format/number.ts'
import { Text } from '../text/text.tsx'

const SHOWN = 8

/** Calls without a type of error are counted under their outcome. */
const OUTCOMES: readonly Outcome[] = ['error', 'timeout', 'aborted', 'cancelled', 'truncated', 'abandoned']
const isOutcome = (name: string): boolean => OUTCOMES.some((outcome) => outcome === name)

/** Errors by type, most frequent first. */
export function ErrorBars({ errors }: { errors: Overview['errors'] }): JSX.Element {
  const most = Math.max(1, ...errors.map(({ count }) => count))
  return (
    <section class="errors">
      <h3>Errors by type</h3>
      {errors.length === 0 ? (
        <p class="soft">None in these minutes.</p>
      ) : (
        <table>
          <thead class="unseen">
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Share</th>
              <th scope="col">Calls</th>
            </tr>
          </thead>
          <tbody>
            {errors.slice(0, SHOWN).map(({ errorType, count }) => (
              <tr key={errorType}>
                <td>
                  <a href={`/?${new URLSearchParams({ [isOutcome(errorType) ? 'outcome' : 'errorType']: errorType })}`}>
                    <Text value={errorType} limit={80} />
                  </a>
                </td>
                <td class="share">
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect y="1" width={(count / most) * 100} height="8" />
                  </svg>
                </td>
                <td class="number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {errors.length > SHOWN && <p class="soft">{errors.length - SHOWN} more types</p>}
    </section>
  )
}
