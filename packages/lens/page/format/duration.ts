/** Seconds as a person reads them: `12.3 ms`, `840 ms`, `1.24 s`, `2 min 5 s`; `–` for null. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–'
  const size = Math.abs(seconds)
  if (size === 0) return '0 ms'
  if (size < 0.0001) return `${(seconds * 1e6).toFixed(0)} µs`
  if (size < 0.01) return `${(seconds * 1000).toFixed(2)} ms`
  if (size < 0.1) return `${(seconds * 1000).toFixed(1)} ms`
  if (size < 0.9995) return `${(seconds * 1000).toFixed(0)} ms`
  if (size < 9.995) return `${seconds.toFixed(2)} s`
  if (size < 99.95) return `${seconds.toFixed(1)} s`
  if (size < 3599.5) return parts(Math.round(seconds), 60, 'min', 's')
  return parts(Math.round(seconds / 60), 60, 'h', 'min')
}

function parts(amount: number, many: number, large: string, small: string): string {
  return `${Math.trunc(amount / many)} ${large} ${Math.abs(amount % many)} ${small}`
}

/** Seconds on an axis whose ticks are `step` seconds apart. */
export function formatTick(seconds: number, step: number): string {
  if (seconds === 0) return '0'
  if (step < 0.001) return `${(seconds * 1000).toFixed(step < 0.0001 ? 2 : 1)} ms`
  if (step < 1 && Math.abs(seconds) < 1) return `${Math.round(seconds * 1000)} ms`
  const digits = step >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(step)))
  return step >= 60 ? `${Math.round(seconds / 60)} min` : `${seconds.toFixed(digits)} s`
}
