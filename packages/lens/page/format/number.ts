const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** `12,345`; `–` for null. */
export function formatCount(value: number | null): string {
  return value === null ? '–' : WHOLE.format(value)
}

/** Tokens per second and the like: `42.7`, `128`; `–` for null. */
export function formatRate(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  return value < 100 ? value.toFixed(1) : WHOLE.format(value)
}

/** A share of 0 to 1: `99.5 %`; `–` for null. What is not quite all, or not quite nothing, is never told as 100 or 0 %. */
export function formatShare(value: number | null): string {
  if (value === null) return '–'
  const percent = value * 100
  const digits = percent === 0 || percent === 100 ? 0 : percent > 99.9 || percent < 1 ? 2 : 1
  if (percent > 99.99 && percent < 100) return '> 99.99 %'
  if (percent > 0 && percent < 0.005) return '< 0.01 %'
  return `${percent.toFixed(digits)} %`
}

/** An amount of money with three figures that count: `$0.00123`; `–` for null. */
export function formatCost(value: number | null, currency: string | null): string {
  if (value === null) return '–'
  const digits = value === 0 ? 0 : Math.min(8, Math.max(2, 2 - Math.floor(Math.log10(Math.abs(value)))))
  const amount = value.toFixed(digits)
  return currency === 'USD' ? `$${amount}` : currency === 'EUR' ? `€${amount}` : `${amount} ${currency ?? ''}`.trim()
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** `1.5 GiB`; `–` for null. */
export function formatBytes(value: number | null): string {
  if (value === null) return '–'
  const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10))
  const amount = value / 1024 ** power
  return `${power === 0 || amount >= 100 ? amount.toFixed(0) : amount.toFixed(1)} ${UNITS[power]}`
}
