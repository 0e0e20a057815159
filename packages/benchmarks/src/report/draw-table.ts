import type { Figure, Row } from './to-row.ts'

/** The rows as a Markdown table, which a terminal shows well enough. The first row is the bare client's, in absolute numbers. */
export function drawTable(rows: readonly Row[]): string {
  const lengths = [...(rows[0]?.chunkNs.keys() ?? [])]
  const header = ['', 'call', 'call, all threads', ...lengths.map((chunks) => `chunk of ${chunks}`), 'heap at peak', 'retained', 'import']
  const body = rows.map((row, index) => [
    row.title,
    index === 0 ? `${row.callUs.toFixed(1)} µs` : `${row.callRatio.value.toFixed(2)}× (${range(row.callRatio, 2)})`,
    index === 0 ? '' : `${row.callCpuRatio.value.toFixed(2)}×`,
    ...lengths.map((chunks) => chunkCell(row.chunkNs.get(chunks), index === 0)),
    `${index === 0 ? '' : sign(row.peakKb)}${row.peakKb.toFixed(0)} kB`,
    `${row.retainedKb.toFixed(1)} kB`,
    Number.isNaN(row.importMs) ? '' : `${row.importMs.toFixed(1)} ms`,
  ])
  return markdown([header, ...body])
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
