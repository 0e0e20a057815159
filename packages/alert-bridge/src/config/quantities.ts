const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const BYTES: Readonly<Record<string, number>> = { B: 1, kB: 1000, MB: 1_000_000, GB: 1_000_000_000 }

/** `8s`, `15m`, `500ms` in milliseconds; undefined where it is no duration with a unit. */
export function parseDuration(text: string): number | undefined {
  return withUnit(text, MILLISECONDS)
}

/** `10MB`, `500kB` in bytes; undefined where it is no size with a unit. */
export function parseSize(text: string): number | undefined {
  return withUnit(text, BYTES)
}

function withUnit(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text.trim()) ?? []
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined
  return factor === undefined || Number(digits) <= 0 ? undefined : Math.round(Number(digits) * factor)
}
