import { MAX_TOKEN_EVENTS, resolveOptions } from '@tokenscope/core'
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

const VARIABLE = 'OTEL_SPAN_EVENT_COUNT_LIMIT'
const DEFAULT_LIMIT = 128
/** What `start()` of @tokenscope/node sets where every chunk is to be an event and nobody says otherwise. */
const RAISED_LIMIT = 4_160

/** The SDK keeps so many events a span and drops the others: the token time line must fit. */
export function checkEventLimit({ env, packages }: Facts): Finding[] {
  const { tokenEvents } = resolveOptions(undefined, env).resolved
  const isStarted = packages.some(({ name, foundBy }) => name === '@tokenscope/node' && foundBy === undefined)
  const standard = isStarted && tokenEvents === 'every' ? RAISED_LIMIT : DEFAULT_LIMIT
  const told = Number(env[VARIABLE]?.trim() || Number.NaN)
  // What is no number is told elsewhere, and not used.
  const limit = Number.isInteger(told) && told > 0 ? told : standard
  const needed = MAX_TOKEN_EVENTS[tokenEvents]
  if (tokenEvents === 'off') {
    const fix = 'Unset TOKENSCOPE_TOKEN_EVENTS.'
    return [{ area: 'recording', level: 'loss', text: 'TOKENSCOPE_TOKEN_EVENTS=off: spans carry no token time line.', fix }]
  }
  if (!(limit < needed))
    return [
      { area: 'recording', level: 'ok', text: `Token events: ${tokenEvents}, at most ${needed} of the ${limit} events that a span holds.` },
    ]
  const advice =
    tokenEvents === 'every'
      ? `or unset TOKENSCOPE_TOKEN_EVENTS: the default time line fits in ${MAX_TOKEN_EVENTS.timeline}.`
      : `or unset it: the default is ${DEFAULT_LIMIT}.`
  return [
    {
      area: 'recording',
      level: 'loss',
      text: `Token events: ${tokenEvents} needs up to ${needed} events a span, and ${VARIABLE} is ${limit}: the end of a long stream is cut off.`,
      fix: `Set ${VARIABLE}=${needed}, ${advice}`,
    },
  ]
}
