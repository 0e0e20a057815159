const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const
const DECIMAL = ['', 'k', 'M', 'G', 'T'] as const

/** A value in the unit of its metric, for people: `19.4 GiB`, `1.98 GHz`, `59 °C`, `12 %`. */
export function formatQuantity(value: number, unit: string): string {
  switch (unit) {
    case 'By':
      return scaled(value, 1024, BINARY)
    case 'By/s':
      return `${scaled(value, 1000, DECIMAL)}B/s`
    case 'Hz':
      return `${scaled(value, 1000, DECIMAL)}Hz`
    case '1':
      return `${rounded(value * 100)} %`
    case 'Cel':
      return `${rounded(value)} °C`
    default:
      return unit.startsWith('{') ? rounded(value) : `${rounded(value)} ${unit}`
  }
}

function scaled(value: number, base: number, units: readonly string[]): string {
  let step = 0
  let rest = value
  while (Math.abs(rest) >= base && step < units.length - 1) {
    rest /= base
    step++
  }
  return `${rounded(rest)} ${units[step]}`
}

/** Three figures are enough to look at. */
function rounded(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)))
}
