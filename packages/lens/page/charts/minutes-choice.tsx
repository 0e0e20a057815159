import type { JSX } from 'preact'
import { query, replaceQuery } from '../routing/navigation.ts'

const CHOICES = [5, 15, 60, 360, 1440]
export const DEFAULT_MINUTES = 15

/** Minutes that the page looks back, from the address. */
export function readMinutes(): number {
  const minutes = Number(query.value.get('minutes') ?? DEFAULT_MINUTES)
  return Number.isFinite(minutes) && minutes >= 1 && minutes <= 10_080 ? Math.round(minutes) : DEFAULT_MINUTES
}

export function MinutesChoice(): JSX.Element {
  const minutes = readMinutes()
  return (
    <div class="choice" role="group" aria-label="How far to look back">
      {CHOICES.map((choice) => (
        <button
          type="button"
          key={choice}
          aria-pressed={choice === minutes}
          onClick={() => replaceQuery({ minutes: choice === DEFAULT_MINUTES ? '' : String(choice) })}
        >
          {choice < 60 ? `${choice} min` : `${choice / 60} h`}
        </button>
      ))}
    </div>
  )
}
