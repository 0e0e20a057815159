import { useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { connection } from '../server/live.ts'
import { toPlainText } from '../text/split-controls.ts'
import { announcement, announceQuietly, dismissAnnouncement } from './announce.ts'

/** The one live region of the page. */
export function Announcer(): JSX.Element {
  const said = announcement.value
  const wasLive = useRef(false)
  useSignalEffect(() => {
    const state = connection.value
    if (state === 'lost' && wasLive.current) announceQuietly('The connection to the lens is lost. Trying again.')
    wasLive.current = state === 'live'
  })
  const text = said === null ? '' : toPlainText(said.text, 2_000)
  return (
    <div class={`announcer ${said?.shown === true ? said.tone : 'unseen'}`}>
      <p role="status">{text}</p>
      {said?.shown === true && (
        <button type="button" class="quiet" onClick={dismissAnnouncement} aria-label="Dismiss">
          ×
        </button>
      )}
    </div>
  )
}
