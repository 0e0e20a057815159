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
  if (size < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`
}

/** Seconds on an axis whose ticks are `step` seconds apart. */
export function formatTick(seconds: number, step: number): string {
  if (seconds === 0) return '0'
  if (step < 0.001) return `${(seconds * 1000).toFixed(step < 0.0001 ? 2 : 1)} ms`
  if (step < 1 && Math.abs(seconds) < 1) return `${Math.round(seconds * 1000)} ms`
  const digits = step >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(step)))
  return step >= 60 ? `${Math.round(seconds / 60)} min` : `${seconds.toFixed(digits)} s`
}
