const UNITS: readonly (readonly [name: string, milliseconds: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]

/** Seconds as Prometheus writes them: `5m`, `1h30m`, `500ms`. Rounded to milliseconds; at least one. */
export function prometheusDuration(seconds: number): string {
  let rest = Math.max(1, Math.round(seconds * 1000))
  let text = ''
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size)
    if (count === 0) continue
    text += `${count}${name}`
    rest -= count * size
  }
  return text
}
