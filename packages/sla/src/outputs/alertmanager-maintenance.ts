import type { MaintenanceWindow } from '../targets/notify-targets.ts'

/** The name of the time interval that routes mute. */
export const MAINTENANCE = 'maintenance'

export function toTimeIntervals(windows: readonly MaintenanceWindow[]): Record<string, unknown>[] {
  const intervals = windows.map(({ firstDay, lastDay, from, to, timeZone }) => ({
    ...(firstDay !== undefined && { weekdays: [firstDay === lastDay ? firstDay : `${firstDay}:${lastDay}`] }),
    times: [{ start_time: from, end_time: to }],
    location: timeZone,
  }))
  return [{ name: MAINTENANCE, time_intervals: intervals }]
}
