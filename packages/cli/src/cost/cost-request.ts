import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command.ts'

/** What the person wants to know. */
export type CostRequest =
  | { readonly action: 'check'; readonly file: string; readonly format: CostFormat }
  | {
      readonly action: 'report'
      readonly prices: string | undefined
      readonly prometheus: string
      readonly tokenFile: string | undefined
      readonly windowSeconds: number
      readonly gpuHour: number | undefined
      /** How many GPUs there were all the time; undefined asks Prometheus. */
      readonly gpus: number | undefined
      readonly currency: string
      readonly format: CostFormat
    }

export type CostFormat = 'text' | 'json'

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 }
const SHORTEST = 300
const LONGEST = 400 * 86_400

/** Reads the options. Throws a {@link UsageError} that says what to type. */
export function parseCostRequest({ options }: Pick<CommandContext, 'options'>): CostRequest {
  const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined)
  const format = text('format') ?? 'text'
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format is "${format}"; allowed are text and json.`)
  const [file, prices] = [text('check'), text('prices')]
  if (file !== undefined) {
    const other = Object.keys(options).find((name) => !['check', 'format'].includes(name) && options[name] !== undefined)
    if (other !== undefined) throw new UsageError(`--${other} means nothing beside --check, which reads one table and asks nobody.`)
    return { action: 'check', file, format }
  }
  const gpuHour = amount('gpu-hour', text('gpu-hour'), 'the price of one GPU for one hour, for example --gpu-hour 2.5')
  const gpus = amount('gpus', text('gpus'), 'how many GPUs there are, for example --gpus 2')
  if (gpus !== undefined && gpuHour === undefined) throw new UsageError('--gpus needs --gpu-hour, the price of one GPU for one hour.')
  if (prices === undefined && gpuHour === undefined) {
    throw new UsageError(
      'tokenscope cost needs prices: --prices prices.yaml for what is bought, --gpu-hour 2.5 for what is self-hosted, or both.',
    )
  }
  return {
    action: 'report',
    prices,
    prometheus: text('prometheus') ?? 'http://127.0.0.1:9090',
    tokenFile: text('token-file'),
    windowSeconds: window(text('window') ?? '7d'),
    gpuHour,
    gpus,
    currency: currency(text('currency')),
    format,
  }
}

function amount(name: string, value: string | undefined, meaning: string): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (/^\d*\.?\d+$/.test(value) && number > 0) return number
  throw new UsageError(`--${name} is "${value}"; it is ${meaning}.`)
}

function window(value: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(value) ?? []
  const seconds = Number(number) * (SECONDS[unit] ?? Number.NaN)
  if (seconds >= SHORTEST && seconds <= LONGEST) return seconds
  throw new UsageError(`--window is "${value}"; write 90m, 24h, 7d or 4w: from 5m to 400d.`)
}

function currency(value = 'USD'): string {
  if (/^[A-Z]{3}$/.test(value)) return value
  throw new UsageError(`--currency is "${value}"; write three capital letters by ISO 4217, for example EUR.`)
}
