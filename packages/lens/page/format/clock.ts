const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short' })

/** The time of day in the reader's zone, with milliseconds: `14:03:27.412`. */
export function formatTime(epochMs: number): string {
  return `${TIME.format(epochMs)}.${String(Math.floor(epochMs % 1000)).padStart(3, '0')}`
}

/** As {@link formatTime}, with the day in front where it is not today: `26 Nov 14:03:27.412`. */
export function formatMoment(epochMs: number, nowMs: number = Date.now()): string {
  const day = DAY.format(epochMs)
  return day === DAY.format(nowMs) ? formatTime(epochMs) : `${day} ${formatTime(epochMs)}`
}
