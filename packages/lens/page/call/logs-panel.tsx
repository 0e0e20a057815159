import type { JSX } from 'preact'
import type { LogRecord } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCount } from '../format/number.ts'
import { Text } from '../text/text.tsx'
import { AttributeTable, toText } from './attribute-table.tsx'

const SHOWN = 100

/** Log records that the application wrote within this call. */
export function LogsPanel({ logs }: { logs: readonly LogRecord[] }): JSX.Element {
  return (
    <details>
      <summary>
        <h2>Logs</h2> <span class="soft">{formatCount(logs.length)}</span>
      </summary>
      <ol class="logs">
        {logs.slice(0, SHOWN).map((log, index) => (
          <li key={index}>
            <p>
              <span class="at">{formatDuration(log.offset)}</span> <Text value={log.severity ?? ''} limit={30} />{' '}
              <Text value={log.eventName ?? ''} limit={200} /> <Text value={toText(log.body)} limit={4000} />
            </p>
            {Object.keys(log.attributes).length > 0 && <AttributeTable attributes={log.attributes} />}
          </li>
        ))}
      </ol>
      {logs.length > SHOWN && <p class="soft">{formatCount(logs.length - SHOWN)} more; export the trace for all of them.</p>}
    </details>
  )
}
