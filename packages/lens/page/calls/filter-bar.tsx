import type { JSX } from 'preact'
import type { FilterChoices } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { replaceQuery } from '../routing/navigation.ts'
import { toPlainText } from '../text/split-controls.ts'
import { type CallFilters, FILTER_NAMES, isNarrowed } from './call-filters.ts'

const OUTCOMES = ['failed', 'completed', 'error', 'timeout', 'aborted', 'cancelled', 'truncated', 'abandoned']

interface FilterBarProps {
  readonly filters: CallFilters
  readonly choices: FilterChoices | null
  /** The search is typed: on to the list. */
  readonly onDone: () => void
}

/** What the list can be narrowed by. Each change is in the address, so that a filtered list is a link. */
export function FilterBar({ filters, choices, onDone }: FilterBarProps): JSX.Element {
  const slow = choices?.slowSeconds ?? null
  return (
    <search class="filters">
      <input
        type="search"
        id="search"
        aria-label="Search by trace id, model or span name"
        placeholder="Trace id, model, span name"
        title="Press / to search"
        autocomplete="off"
        spellcheck={false}
        value={filters.q}
        onInput={({ currentTarget }) => replaceQuery({ q: currentTarget.value })}
        onKeyDown={({ key }) => (key === 'Enter' || key === 'ArrowDown') && onDone()}
      />
      <div class="choices">
        <Choice name="model" label="All models" value={filters.model} options={choices?.models ?? []} />
        <Choice name="service" label="All services" value={filters.service} options={choices?.services ?? []} />
        <Choice name="outcome" label="Any outcome" value={filters.outcome} options={OUTCOMES} />
        {(filters.errorType !== '' || (choices?.errorTypes.length ?? 0) > 0) && (
          <Choice name="errorType" label="Any error" value={filters.errorType} options={choices?.errorTypes ?? []} />
        )}
        <Choice name="verdict" label="Any verdict" value={filters.verdict} options={['met', 'breached']} />
        <Toggle
          name="slow"
          isOn={filters.slow === '1'}
          title={slow === null ? 'No calls to compare with' : `From ${formatDuration(slow)} on`}
        >
          Slow
        </Toggle>
        <Toggle name="stalled" isOn={filters.stalled === '1'} title="The stream stood still at least once">
          Stalled
        </Toggle>
        {isNarrowed(filters) && (
          <button type="button" class="quiet" onClick={() => replaceQuery(Object.fromEntries(FILTER_NAMES.map((name) => [name, ''])))}>
            Clear
          </button>
        )}
      </div>
    </search>
  )
}

const CHOICE_NAMES = { model: 'Model', service: 'Service', outcome: 'Outcome', errorType: 'Error type', verdict: 'Verdict' } as const

interface ChoiceProps {
  readonly name: keyof typeof CHOICE_NAMES
  readonly label: string
  readonly value: string
  readonly options: readonly string[]
}

function Choice({ name, label, value, options }: ChoiceProps): JSX.Element {
  const all = value === '' || options.includes(value) ? options : [value, ...options]
  return (
    <select
      aria-label={CHOICE_NAMES[name]}
      value={value}
      class={value === '' ? '' : 'on'}
      onChange={({ currentTarget }) => replaceQuery({ [name]: currentTarget.value })}
    >
      <option value="">{label}</option>
      {all.map((option) => (
        <option key={option} value={option}>
          {toPlainText(option)}
        </option>
      ))}
    </select>
  )
}

interface ToggleProps {
  readonly name: keyof CallFilters
  readonly isOn: boolean
  readonly title: string
  readonly children: string
}

function Toggle({ name, isOn, title, children }: ToggleProps): JSX.Element {
  return (
    <button type="button" aria-pressed={isOn} title={title} onClick={() => replaceQuery({ [name]: isOn ? '' : '1' })}>
      {children}
    </button>
  )
}
