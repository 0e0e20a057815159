import type { JSX } from 'preact'
import { memo } from 'preact/compat'
import { useRef, useState } from 'preact/hooks'
import type { JsonValue, SpanEvent } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCount } from '../format/number.ts'
import { useWindow } from '../table/use-window.ts'
import { Text } from '../text/text.tsx'
import { AttributeTable, toText } from './attribute-table.tsx'

const ROW_HEIGHT = 26
const PREVIEW = 160

/** Every event of the span. Thousands scroll smoothly: only the rows that can be seen are in the document. */
export function EventsPanel({ events }: { events: readonly SpanEvent[] }): JSX.Element | null {
  if (events.length === 0) return null
  return (
    <details open>
      <summary>
        <h2>Events</h2> <span class="soft">{formatCount(events.length)}</span>
      </summary>
      <EventList events={events} />
    </details>
  )
}

function EventList({ events }: { events: readonly SpanEvent[] }): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const { from, to } = useWindow(box, { rows: events.length, rowHeight: ROW_HEIGHT })
  const [chosen, setChosen] = useState<number | null>(null)
  const event = chosen === null ? undefined : events[chosen]
  return (
    <div class="events">
      <div class="event-rows" ref={box} tabIndex={0} role="group" aria-label="Events">
        <ul style={{ height: `${events.length * ROW_HEIGHT}px`, paddingTop: `${from * ROW_HEIGHT}px` }}>
          {events.slice(from, to).map((one, row) => (
            <EventRow
              key={from + row}
              event={one}
              place={from + row}
              of={events.length}
              isChosen={chosen === from + row}
              onChoose={setChosen}
            />
          ))}
        </ul>
      </div>
      {event !== undefined && (
        <section class="event" aria-label="The chosen event">
          <h3>
            <Text value={event.name} limit={300} /> <span class="soft">at {formatDuration(event.offset)}</span>
          </h3>
          <AttributeTable attributes={event.attributes} />
        </section>
      )}
    </div>
  )
}

interface EventRowProps {
  readonly event: SpanEvent
  readonly place: number
  readonly of: number
  readonly isChosen: boolean
  readonly onChoose: (place: number | null) => void
}

const EventRow = memo(
  ({ event, place, of, isChosen, onChoose }: EventRowProps): JSX.Element => (
    <li aria-setsize={of} aria-posinset={place + 1}>
      <button type="button" aria-pressed={isChosen} onClick={() => onChoose(isChosen ? null : place)}>
        <span class="at">{formatDuration(event.offset)}</span>
        <span class="event-name">
          <Text value={event.name} limit={80} />
        </span>
        <span class="soft preview">
          <Text value={preview(event)} limit={PREVIEW} />
        </span>
      </button>
    </li>
  ),
)

function preview({ attributes }: SpanEvent): string {
  let text = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (text.length > PREVIEW) break
    text += `${text === '' ? '' : '  '}${name.slice(name.lastIndexOf('.') + 1)}=${short(value)}`
  }
  return text
}

function short(value: JsonValue): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(4)))
  return (Array.isArray(value) ? value.join(',') : toText(value)).slice(0, PREVIEW).replaceAll(/\s+/g, ' ')
}
