/** A stretch of a series: so many samples, each `value` (gauge) or each that much more than the last (counter). */
export type Stretch = readonly [samples: number, value: number]

/** Values of a counter in promtool's notation, from 0 on. */
export function counterValues(stretches: readonly Stretch[]): string {
  let last = 0
  return stretches
    .map(([samples, step]) => [Math.round(samples), step] as const)
    .filter(([samples]) => samples > 0)
    .map(([samples, step], i) => {
      const first = i === 0 ? 0 : last + step
      const steps = i === 0 ? samples : samples - 1
      last = Number(plain(first + step * steps))
      return `${plain(first)}+${plain(step)}x${steps}`
    })
    .join(' ')
}

/** Values of a gauge in promtool's notation. A stretch of `NaN` has no samples at all. */
export function gaugeValues(stretches: readonly Stretch[]): string {
  return stretches
    .map(([samples, value]) => [Math.round(samples), value] as const)
    .filter(([samples]) => samples > 0)
    .map(([samples, value], i) => {
      const count = i === 0 ? samples + 1 : samples
      return Number.isNaN(value) ? `_x${count}` : `${plain(value)}x${count - 1}`
    })
    .join(' ')
}

/** Without exponent, which promtool does not read in series. */
function plain(value: number): string {
  return value.toFixed(9).replace(/\.?0+$/, '')
}
