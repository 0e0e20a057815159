import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { formatBytes, formatCount } from '../format/number.ts'
import { lensStatus } from '../server/live.ts'
import { Text } from '../text/text.tsx'
import { keysOn, setKeysOn } from './use-keys.ts'

export const helpOpen = signal(false)

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['j k', 'Next, previous call'],
  ['Enter o', 'Open the call'],
  ['/', 'Search'],
  ['c', 'Compare: mark a call, then another'],
  ['p', 'Pause the list, resume'],
  ['g G', 'First, last call'],
  ['+ − 0', 'Zoom into the time line, out, all of it'],
  ['h l', 'Move the zoomed time line'],
  ['u', 'Back to the list'],
  ['1 2 3', 'Calls, Overview, GPU'],
  ['t', 'Theme'],
  ['?', 'This help'],
]

/** What the keys do, and how the lens is. */
export function HelpDialog(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const isOpen = helpOpen.value
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  const status = lensStatus.value
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={() => (helpOpen.value = false)}>
      <h2 id="help-title">Keyboard</h2>
      <dl class="keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label>
        <input type="checkbox" checked={keysOn.value} onChange={({ currentTarget }) => setKeysOn(currentTarget.checked)} /> Single keys are
        on
      </label>
      {status !== null && (
        <>
          <h2>This lens</h2>
          <dl class="pairs">
            <dt>Receives OTLP at</dt>
            <dd>{status.otlpUrls.join(', ')}</dd>
            <dt>Holds</dt>
            <dd>
              {formatCount(status.calls)} of {formatCount(status.bounds.calls)} calls, {formatBytes(status.bytes)} of{' '}
              {formatBytes(status.bounds.bytes)}
            </dd>
            <dt>Let go</dt>
            <dd>{formatCount(status.dropped.calls)} calls since the start</dd>
            {status.refused.count > 0 && (
              <>
                <dt>Refused</dt>
                <dd>
                  {formatCount(status.refused.count)} requests; the last: <Text value={status.refused.last ?? ''} limit={400} />
                </dd>
              </>
            )}
            <dt>Kept in</dt>
            <dd>
              {status.database === null
                ? 'memory only'
                : `${status.database.file}${status.database.problem === null ? '' : `: ${status.database.problem}`}`}
            </dd>
            <dt>Version</dt>
            <dd>
              {status.version}, Node {status.nodeVersion}
            </dd>
          </dl>
        </>
      )}
      <p class="note">
        <a href="/licences.txt" target="_blank" rel="noreferrer">
          Licences of what this page is built of
        </a>
      </p>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  )
}
