import type { CapturedHost } from './fake-host.ts'
import type { CatalogueField } from './field-catalogue.ts'

const SECTION = /^#{80}\r?\n# (.+?) :: (.+?)\r?\n(?:# .*\r?\n)*#{80}\r?\n/gm

/** Reads a text of sections (`# load :: query-gpu (csv, …)` between two rules): the help, the CSV with header and units, the processes. */
export function readTextCapture(source: string, section: 'idle' | 'load'): CapturedHost {
  const sections = readSections(source)
  const find = (title: string): string => [...sections].find(([name]) => name.startsWith(title))?.[1] ?? ''
  const help = find('capabilities :: help-query-gpu')
  const [header = '', ...rows] = linesOf(find(`${section} :: query-gpu`))
  const columns = header.split(', ').map((column) => {
    const [name = '', unit] = column.split(' [')
    return unit === undefined ? { name } : { name, unit: unit.replace(']', '') }
  })
  const gpus = rows.map((row) => {
    const cells = row.split(', ')
    return Object.fromEntries(columns.map(({ name, unit }, i) => [name, withoutUnit(cells[i] ?? '', unit)]))
  })
  return {
    driverVersion: gpus[0]?.driver_version ?? '',
    count: gpus.length,
    help,
    gpus,
    fields: helpFields(help).map((field) => ({ ...field, ...unitOf(columns, field.name) })),
    apps: linesOf(find(`${section} :: query-compute-apps`))
      .slice(1)
      .map((row) => {
        const cells = row.split(', ')
        return {
          gpuUuid: cells[4] ?? '',
          pid: cells[5] ?? '',
          name: cells.slice(6, -1).join(', '),
          memory: withoutUnit(cells.at(-1) ?? '', 'MiB'),
        }
      }),
  }
}

function readSections(source: string): ReadonlyMap<string, string> {
  const heads = [...source.matchAll(SECTION)]
  return new Map(
    heads.map((head, i) => [`${head[1]} :: ${head[2]}`, source.slice(head.index + head[0].length, heads[i + 1]?.index ?? source.length)]),
  )
}

function helpFields(help: string): readonly CatalogueField[] {
  return [...help.matchAll(/^"([^"]+)"(?: or "([^"]+)")?/gm)].map(([, name = '', alias]) => ({
    name,
    value: '[N/A]',
    ...(alias !== undefined && { alias }),
  }))
}

function unitOf(columns: readonly { readonly name: string; readonly unit?: string }[], field: string): { readonly unit?: string } {
  const unit = columns.find(({ name }) => name === field)?.unit
  return unit === undefined ? {} : { unit }
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '')
}

function withoutUnit(cell: string, unit: string | undefined): string {
  return unit !== undefined && cell.endsWith(` ${unit}`) ? cell.slice(0, -unit.length - 1) : cell
}
