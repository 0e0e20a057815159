import type { JSX } from 'preact'
import type { SlaTile } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount, formatRate, formatShare } from '../format/number.ts'
import { Text } from '../text/text.tsx'

const FORMATS: Readonly<Record<SlaTile['unit'], (value: number | null) => string>> = {
  s: formatDuration,
  ratio: formatShare,
  'tokens/s': formatRate,
  'currency/day': (value) => formatCost(value, null),
}

/** The scope of the machines' targets: no calls stand for their values. */
const RESOURCES = 'resources'

const STATES = { met: 'met', breached: 'breached', unknown: 'no data' } as const

/** Each target of the sla.yaml: what is wanted, what is. */
export function SlaTiles({ tiles }: { tiles: readonly SlaTile[] }): JSX.Element {
  if (tiles.length === 0) {
    return (
      <p class="note soft">
        No SLA: start with <code>tokenscope lens --sla sla.yaml</code> to see it here.
      </p>
    )
  }
  const scopes = new Set(tiles.map(({ scope }) => scope).filter((scope) => scope !== RESOURCES))
  return (
    <section>
      <h2 class="unseen">SLA</h2>
      <ul class="tiles">
        {tiles.map((tile) => (
          <li key={`${tile.scope} ${tile.target}`} class={tile.state}>
            <p class="title">
              <Text value={tile.title} limit={80} />
              {scopes.size > 1 && tile.scope !== RESOURCES && (
                <span class="soft">
                  {' '}
                  <Text value={tile.scope} limit={40} />
                </span>
              )}
            </p>
            <p class="value">
              {FORMATS[tile.unit](tile.value)}
              {tile.scope !== RESOURCES && (
                <span class="soft">
                  {formatCount(tile.count)} {tile.count === 1 ? 'call' : 'calls'}
                </span>
              )}
            </p>
            <Gauge tile={tile} />
            <p class="limit">
              <b>{STATES[tile.state]}</b> <span>{`${tile.bound === 'at-most' ? '≤' : '≥'} ${FORMATS[tile.unit](tile.limit)}`}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How near the value is to its limit, which stands at two thirds. */
function Gauge({ tile: { value, limit, unit, bound } }: { tile: SlaTile }): JSX.Element | null {
  if (value === null || !(limit > 0)) return null
  // Availability lives between 99 and 100 %: what counts is the share that is missing.
  const isShareMissing = unit === 'ratio' && bound === 'at-least'
  const used = isShareMissing ? (1 - value) / Math.max(1e-9, 1 - limit) : value / limit
  return (
    <svg class="gauge" viewBox="0 0 150 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="whole" width="150" height="6" />
      <rect class="used" width={Math.min(150, Math.max(1, used * 100))} height="6" />
      <path class="at" d="M100 0V6" />
    </svg>
  )
}
