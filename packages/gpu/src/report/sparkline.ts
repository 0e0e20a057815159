const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** Values as small bars between `min` and `max` (default: of the values). A value that is not known is a blank. The last `width` values are shown. */
export function sparkline(
  values: readonly (number | undefined)[],
  { width = 20, min, max }: { readonly width?: number; readonly min?: number; readonly max?: number } = {},
): string {
  const shown = values.slice(-width)
  const known = shown.filter((value) => value !== undefined)
  const low = min ?? Math.min(...known)
  const range = (max ?? Math.max(...known)) - low
  const toBar = (value: number): string => {
    const part = range > 0 ? (value - low) / range : 0
    return BARS[Math.max(0, Math.min(BARS.length - 1, Math.floor(part * BARS.length)))]!
  }
  return shown
    .map((value) => (value === undefined ? ' ' : toBar(value)))
    .join('')
    .padStart(width)
}
