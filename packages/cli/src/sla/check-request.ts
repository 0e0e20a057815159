import { extname } from 'node:path'
import { closest } from '../arguments/closest.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'

export const REPORT_FORMATS = ['text', 'json', 'markdown', 'html'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** Where to ask; for `check` and `explain --now`. */
export interface AskRequest {
  readonly prometheusUrl: string
  /** Path of a file that holds a bearer token. */
  readonly tokenFile: string | undefined
}

/** What `tokenscope sla check` is asked for. */
export interface CheckRequest extends AskRequest {
  readonly jaegerUrl: string | undefined
  readonly format: ReportFormat
  readonly out: string | undefined
  readonly windowSeconds: number | undefined
  /** Absent: once. */
  readonly watchSeconds: number | undefined
  /** An address, or the path of a file that holds one. */
  readonly notify: string | undefined
  readonly notifySecretFile: string | undefined
}

const DEFAULT_PROMETHEUS = 'http://127.0.0.1:9090'
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const BY_ENDING: Readonly<Record<string, ReportFormat>> = { '.json': 'json', '.md': 'markdown', '.html': 'html', '.htm': 'html' }

type Options = CommandContext['options']

/** Throws a {@link UsageError} that says what is allowed. */
export function parseCheckRequest(options: Options): CheckRequest {
  const out = text(options, 'out')
  const notify = text(options, 'notify')
  const notifySecretFile = text(options, 'notify-secret')
  const watchSeconds = duration(options, 'watch', { least: 1, most: 86_400, example: '5m', range: '1s to 1d' })
  if (notify !== undefined && watchSeconds === undefined) {
    throw new UsageError('--notify tells of changes, and there are none without --watch: add --watch 5m.')
  }
  if (notifySecretFile !== undefined && notify === undefined) throw new UsageError('--notify-secret means nothing without --notify.')
  return {
    ...parseAskRequest(options),
    jaegerUrl: address(options, 'jaeger'),
    format: parseFormat(text(options, 'format'), out),
    out,
    windowSeconds: duration(options, 'window', { least: 900, most: 90 * 86_400, example: '7d', range: '15m to 90d' }),
    watchSeconds,
    notify,
    notifySecretFile,
  }
}

export function parseAskRequest(options: Options): AskRequest {
  return { prometheusUrl: address(options, 'prometheus') ?? DEFAULT_PROMETHEUS, tokenFile: text(options, 'token-file') }
}

function parseFormat(word: string | undefined, out: string | undefined): ReportFormat {
  if (word === undefined) return BY_ENDING[extname(out ?? '').toLowerCase()] ?? 'text'
  const format = REPORT_FORMATS.find((candidate) => candidate === word)
  if (format !== undefined) return format
  const meant = closest(word, REPORT_FORMATS)
  const guess = meant === undefined ? '' : ` (did you mean ${meant}?)`
  throw new UsageError(`There is no format "${word}"${guess}; --format takes ${REPORT_FORMATS.join(', ')}.`)
}

function text(options: Options, name: string): string | undefined {
  const value = options[name]
  if (value === '') throw new UsageError(`--${name} needs a value.`)
  return typeof value === 'string' ? value : undefined
}

/** The value itself may hold a password: it is not repeated. */
function address(options: Options, name: 'prometheus' | 'jaeger'): string | undefined {
  const value = text(options, name)
  if (value === undefined) return undefined
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value
  throw new UsageError(`--${name} is not an address: write it like http://127.0.0.1:${name === 'prometheus' ? 9090 : 16_686}.`)
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly example: string
  readonly range: string
}

function duration(options: Options, name: string, { least, most, example, range }: Bounds): number | undefined {
  const value = text(options, name)
  if (value === undefined) return undefined
  const parts = [...value.matchAll(/(\d{1,6})([smhdw])/g)]
  const seconds = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (SECONDS[unit ?? ''] ?? 0), 0)
  const isWhole = value !== '' && parts.map(([part]) => part).join('') === value
  if (!isWhole || seconds < least || seconds > most) {
    throw new UsageError(`--${name} ${value} cannot be: allowed is ${range}, for example --${name} ${example}.`)
  }
  return seconds
}
