import type { ValueKind } from './value-kind.ts'

/** Longest name of a model, a service, a provider or an environment. */
const LONGEST = 256
/** Controls, line breaks, characters without a picture, halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
/** What the programs that read the generated files take for a place to fill in. */
const TEMPLATE = /\{\{|\}\}|\$\{/
const ALLOWED = `1 to ${LONGEST} characters in one line`

/** A name exactly as telemetry has it. Slashes, quotes, backslashes and blanks inside are part of it. */
export const NAME: ValueKind = {
  title: 'name',
  allowed: ALLOWED,
  schema: {
    type: 'string',
    minLength: 1,
    maxLength: LONGEST,
    pattern:
      '^(?!\\s)(?![^]*\\s$)(?![^]*(\\{\\{|\\}\\}|\\$\\{))[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\ufeff]+$',
  },
  parse(value, source) {
    if (typeof value !== 'string') return { fault: 'is not text', remedy: `Put it in quotes: "${source}".` }
    if (value === '') return { fault: 'is empty', remedy: `Allowed are ${ALLOWED}; leave the line out to mean any.` }
    if (value.length > LONGEST) return { fault: `has ${value.length} characters`, remedy: `Allowed are ${ALLOWED}.` }
    if (UNSEEN.test(value)) return { fault: 'holds a line break or a character that cannot be seen', remedy: `Allowed are ${ALLOWED}.` }
    if (value.trim() !== value) return { fault: 'begins or ends with a blank', remedy: `Write "${value.trim()}".` }
    if (TEMPLATE.test(value)) {
      return {
        fault: 'holds {{, }} or ${',
        remedy: 'These mean a place to fill in to Alertmanager and to the Collector; rename it at its source.',
      }
    }
    return { value }
  },
}
