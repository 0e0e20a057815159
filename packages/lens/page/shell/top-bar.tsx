import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { formatCount, formatRate } from '../format/number.ts'
import { listPath, route } from '../routing/navigation.ts'
import { importFiles } from '../server/import-file.ts'
import { connection, lensStatus } from '../server/live.ts'
import { helpOpen } from './help-dialog.tsx'
import { nextTheme, theme } from './theme.ts'

const STATES = { live: 'Live', connecting: 'Connecting', lost: 'Connection lost, trying again' } as const
const THEME_MARKS = { auto: '◐', light: '○', dark: '●' } as const

/** Name, pages, and how the connection is. */
export function TopBar(): JSX.Element {
  const page = route.value.page
  const state = connection.value
  const status = lensStatus.value
  const picker = useRef<HTMLInputElement>(null)
  const link = (path: string, name: string, isHere: boolean): JSX.Element => (
    <a href={path} aria-current={isHere ? 'page' : undefined}>
      {name}
    </a>
  )
  return (
    <header class="top">
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <strong class="brand">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 5v6M5 3v10M8 6v4M11 4v8M14 6.5v3" />
        </svg>
        lens
      </strong>
      <nav aria-label="Pages">
        {link(page === 'calls' ? '/' : listPath(), 'Calls', page === 'calls')}
        {link('/overview', 'Overview', page === 'overview')}
        {link('/gpu', 'GPU', page === 'gpu')}
      </nav>
      <p class={`connection ${state}`} title={status === null ? '' : `${formatCount(status.calls)} calls held`}>
        <span class="dot" aria-hidden="true" />
        <span class="said">{STATES[state]}</span>
        {state === 'live' && status !== null && status.spansPerSecond > 0 && (
          <span class="pace">{formatRate(status.spansPerSecond)} spans/s</span>
        )}
      </p>
      {status?.database?.problem != null && (
        <button type="button" class="quiet unsaved" onClick={() => (helpOpen.value = true)} title={status.database.problem}>
          Not saved
        </button>
      )}
      <div class="tools">
        <button
          type="button"
          onClick={() => picker.current?.click()}
          title="Import files of OTLP JSON; they can be dropped on the page too"
        >
          Import
        </button>
        <input
          ref={picker}
          type="file"
          class="unseen"
          tabIndex={-1}
          accept=".json,.jsonl,.ndjson,application/json"
          multiple
          aria-label="Files of OTLP JSON"
          onChange={({ currentTarget }) => {
            void importFiles([...(currentTarget.files ?? [])])
            currentTarget.value = ''
          }}
        />
        <button type="button" onClick={nextTheme} aria-label={`Theme: ${theme.value}`} title={`Theme: ${theme.value}. Press t`}>
          {THEME_MARKS[theme.value]}
        </button>
        <button type="button" onClick={() => (helpOpen.value = true)} aria-label="Help" title="Press ?">
          ?
        </button>
      </div>
    </header>
  )
}
