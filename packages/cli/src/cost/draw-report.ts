import { paint } from '../terminal/paint.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { wrapText } from '../terminal/wrap-text.ts'
import type { CostReport, CostRow, SelfHosted } from './cost-report.ts'

const HEADINGS = ['service', 'model', 'requests', 'input', 'cached', 'output', 'cost', 'a request']
const LEFT = 2

/** The report for a terminal. */
export function drawReport(report: CostReport, { colour, columns }: Terminal): string[] {
  const { period, prometheus, rows, totals, unknownModels, uncountedRequests, selfHosted } = report
  const cells = [HEADINGS, ...rows.map(toCells)]
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) => (column < LEFT ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const [heading = '', ...body] = lines
  const paragraphs = [
    ...totals.map(({ currency, cost }) => `Total ${money(cost, currency)}.`),
    ...(selfHosted ? [describeSelfHosted(selfHosted)] : []),
    ...(uncountedRequests > 0
      ? [
          `About ${count(uncountedRequests)} requests were answered without their tokens: they are in no row. Ask for the tokens of a stream with stream_options: {include_usage: true}.`,
        ]
      : []),
    ...(unknownModels.length > 0
      ? [
          `No price for ${unknownModels.join(', ')}: not in the total. Add what is missing to the table, for all days of the window, or name the price of a GPU with --gpu-hour where the model is self-hosted.`,
        ]
      : []),
  ]
  return [
    ...wrapText(`Cost from ${day(period.from)} to ${day(period.to)} UTC, by the tokens that Prometheus at ${prometheus} has`, columns),
    '',
    paint(heading, 'dim', colour),
    ...body,
    ...paragraphs.flatMap((text) => ['', ...wrapText(text, columns)]),
  ]
}

function toCells({ service, model, requests, input, cachedInput, output, cost, currency, by }: CostRow): string[] {
  const each = cost === undefined || requests < 0.5 ? '–' : money(cost / requests, currency)
  const shown = cost === undefined ? 'no price' : `${money(cost, currency)}${by === 'gpu-hours' ? ' (GPU)' : ''}`
  return [service, model, count(requests), count(input), count(cachedInput), count(output), shown, each].map(oneLine)
}

function describeSelfHosted({ hours, perHour, cost, currency, load, perMillionTokens, perMillionOutputTokens }: SelfHosted): string {
  const price = (perMillion: number | undefined): string => (perMillion === undefined ? 'unknown' : money(perMillion, currency))
  const busy =
    load === undefined ? '' : ` They were busy for ${Number((100 * load).toFixed(1))} % of the time: what is idle is paid as well.`
  return `GPUs: ${Number(hours.toFixed(1))} hours at ${money(perHour, currency)} cost ${money(cost, currency)}: ${price(perMillionTokens)} for a million tokens, input and output together, or ${price(perMillionOutputTokens)} for a million of output.${busy}`
}

/** Labels come from elsewhere. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '?')
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')
}

/** Two digits behind the point, or three that say something where it is less. */
function money(amount: number, currency: string): string {
  return `${amount >= 0.1 || amount === 0 ? amount.toFixed(2) : Number(amount.toPrecision(3)).toString()} ${currency}`
}

function count(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toFixed(2)} G`
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`
  return Math.round(value).toLocaleString('en')
}
