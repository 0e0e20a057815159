/** A time of the week in which warnings wait. */
export interface MaintenanceWindow {
  /** English names, small letters; none means every day. */
  readonly weekdays?: readonly Weekday[]
  /** `02:00`. */
  readonly from: string
  /** `04:00`; `24:00` is the end of the day. Later than `from`. */
  readonly to: string
  /** By the IANA data base: `Asia/Shanghai`; default UTC. */
  readonly timeZone?: string
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** The name of the time interval that routes mute. */
export const MAINTENANCE = 'maintenance'

export function toTimeIntervals(windows: readonly MaintenanceWindow[]): Record<string, unknown>[] {
  const intervals = windows.map(({ weekdays = [], from, to, timeZone }) => ({
    ...(weekdays.length > 0 && { weekdays: [...weekdays] }),
    times: [{ start_time: from, end_time: to }],
    ...(timeZone !== undefined && { location: timeZone }),
  }))
  return [{ name: MAINTENANCE, time_intervals: intervals }]
}
