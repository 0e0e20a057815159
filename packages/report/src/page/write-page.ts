import { type Chart, drawChart } from '../chart/draw-chart.ts'
import { escapeHtml } from '../escape-html.ts'
import { STYLE } from './style.ts'

/** One number that is looked at first. */
export interface Figure {
  readonly label: string
  readonly value: string
  readonly note?: string
  /** How it stands to its target; default `plain`. */
  readonly state?: 'good' | 'bad' | 'unknown' | 'plain'
}

/** A cell: text, or text with a link. Only `http:` and `https:` become links. */
export type TableCell = string | { readonly text: string; readonly href?: string; readonly state?: Figure['state'] }

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly TableCell[])[]
}

/** A part of the page. What it holds is shown in this order. */
export interface Section {
  readonly title: string
  readonly text?: readonly string[]
  readonly figures?: readonly Figure[]
  readonly charts?: readonly Chart[]
  readonly table?: Table
}

export interface Page {
  readonly title: string
  /** One line under the title: what, when, where. */
  readonly subtitle: string
  readonly sections: readonly Section[]
  /** The last line. */
  readonly footer: string
}

/**
 * A whole HTML document in one string: no script, no request to anywhere, a policy that forbids both. Readable in dark and in light, on
 * paper and by a screen reader. All text is escaped.
 */
export function writePage({ title, subtitle, sections, footer }: Page): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<header><h1>${escapeHtml(title)}</h1><p>${escapeHtml(subtitle)}</p></header>`,
    ...sections.map(writeSection),
    '</main>',
    `<footer>${escapeHtml(footer)}</footer>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function writeSection({ title, text = [], figures = [], charts = [], table }: Section): string {
  return [
    '<section>',
    `<h2>${escapeHtml(title)}</h2>`,
    ...text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    figures.length > 0 ? `<dl class="figures">${figures.map(writeFigure).join('')}</dl>` : '',
    ...charts.map(drawChart),
    table ? writeTable(table) : '',
    '</section>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function writeFigure({ label, value, note, state = 'plain' }: Figure): string {
  const told = note === undefined ? '' : `<dd class="note">${escapeHtml(note)}</dd>`
  return `<div class="${state}"><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>${told}</div>`
}

function writeTable({ columns, rows }: Table): string {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map(writeCell).join('')}</tr>`).join('\n')
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
}

function writeCell(cell: TableCell): string {
  if (typeof cell === 'string') return `<td>${escapeHtml(cell)}</td>`
  const { text, href, state } = cell
  const linked = href !== undefined && /^https?:\/\//i.test(href)
  const content = linked ? `<a href="${escapeHtml(href)}" rel="noreferrer">${escapeHtml(text)}</a>` : escapeHtml(text)
  return `<td${state === undefined ? '' : ` class="${state}"`}>${content}</td>`
}
