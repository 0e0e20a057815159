/** `2026-11-26 20:31:00 +08:00`, in the time zone of the machine. */
export function formatTime(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const local = new Date(date.getTime() + minutes * 60_000).toISOString()
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone}`
}

/** `45s`, `12m`, `3h 05m`, `2d 4h`. */
export function formatSpan(ms: number): string {
  const minutes = Math.floor(Math.max(ms, 0) / 60_000)
  if (minutes < 1) return `${Math.round(Math.max(ms, 0) / 1000)}s`
  if (minutes < 60) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? `${hours}h ${two(minutes % 60)}m` : `${Math.floor(hours / 24)}d ${hours % 24}h`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
