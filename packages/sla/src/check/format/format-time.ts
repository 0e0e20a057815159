/** Seconds since 1970 as `2026-11-26 13:26 UTC`. */
export function formatTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A step by its start and end: `2026-11-26 12:26 to 13:26 UTC`. */
export function formatStep(end: number, stepSeconds: number): string {
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
  return `${iso(end - stepSeconds)
    .slice(0, 16)
    .replace('T', ' ')} to ${iso(end).slice(11, 16)} UTC`
}

/** `13:26`, for the axis of a picture. */
export function formatClock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 16)
}

/** `11-26`, for the axis of a picture. */
export function formatDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(5, 10)
}
