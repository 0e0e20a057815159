import type { Figure, Row } from './to-row.ts'

/** The rows as a Markdown table, which a terminal shows well enough. A bare client's row has absolute numbers. */
export function drawTable(rows: readonly Row[]): string {
  const lengths = [...(rows[0]?.chunkNs.keys() ?? [])]
  const chunks = lengths.map((length) => `chunk of ${length}`)
  const header = ['', 'openai', 'call', 'call, all threads', ...chunks, 'heap at peak', 'retained', 'import']
  return markdown([header, ...rows.map((row) => cellsOf(row, lengths))])
}

function cellsOf(row: Row, lengths: readonly number[]): string[] {
  const { title, openai, bare, failure } = row
  if (failure !== undefined) return [title, openai, failure.replaceAll('|', '/'), ...Array<string>(lengths.length + 4).fill('')]
  return [
    title,
    openai,
    bare ? `${row.callUs.toFixed(1)} µs` : `${row.callRatio.value.toFixed(2)}× (${range(row.callRatio, 2)})`,
    bare ? '' : `${row.callCpuRatio.value.toFixed(2)}×`,
    ...lengths.map((chunks) => chunkCell(row.chunkNs.get(chunks), bare)),
    `${bare ? '' : sign(row.peakKb)}${row.peakKb.toFixed(0)} kB`,
    `${row.retainedKb.toFixed(1)} kB`,
    Number.isNaN(row.importMs) ? '' : `${row.importMs.toFixed(1)} ms`,
  ]
}

function chunkCell(figure: Figure | undefined, absolute: boolean): string {
  if (!figure) return ''
  return absolute ? `${figure.value.toFixed(0)} ns` : `${sign(figure.value)}${figure.value.toFixed(0)} ns (${range(figure, 0)})`
}

function range({ low, high }: Figure, digits: number): string {
  return `${low.toFixed(digits)} to ${high.toFixed(digits)}`
}

function sign(value: number): string {
  return value >= 0 ? '+' : ''
}

function markdown([header, ...body]: readonly (readonly string[])[]): string {
  const lines = [header!, ...body]
  const widths = header!.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]!.length)))
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => pad(cell, widths[column]!, column)).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(header!), rule, ...body.map(line)].join('\n')
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
