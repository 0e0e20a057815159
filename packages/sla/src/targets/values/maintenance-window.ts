import type { MaintenanceWindow, Weekday } from '../notify-targets.ts'
import type { Parsed, ValueKind } from './value-kind.ts'

const DAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const PATTERN = `^(daily|(?:${DAYS.join('|')})(?:-(?:${DAYS.join('|')}))?) ((?:[01]\\d|2[0-3]):[0-5]\\d)-((?:[01]\\d|2[0-3]):[0-5]\\d|24:00)(?: ([A-Za-z]+(?:/[A-Za-z0-9_+-]+)*))?$`
const ALLOWED =
  'one or several times of the week: daily, a day or two with a dash, from-to in hours and minutes, and a time zone (default UTC)'
const EXAMPLE = 'sunday 02:00-04:00 Asia/Shanghai'

/** When warnings wait: `sunday 02:00-04:00 Asia/Shanghai`, `monday-friday 12:00-13:00`, `daily 00:00-06:00 UTC`. */
export const MAINTENANCE_WINDOW: ValueKind = {
  title: 'time of the week or list',
  allowed: ALLOWED,
  schema: { type: 'string', pattern: PATTERN },
  list: true,
  parse: judge,
}

/** The window that a text says, which {@link MAINTENANCE_WINDOW} has approved. */
export function toMaintenanceWindow(text: string): MaintenanceWindow {
  const [, days = '', from = '', to = '', timeZone = 'UTC'] = new RegExp(PATTERN).exec(text) ?? []
  const [firstDay, lastDay = firstDay] = days.split('-') as Weekday[]
  return { ...(days !== 'daily' && firstDay && lastDay && { firstDay, lastDay }), from, to, timeZone }
}

/** The window as `sla.yaml` writes it. */
export function formatMaintenanceWindow({ firstDay, lastDay, from, to, timeZone }: MaintenanceWindow): string {
  const days = firstDay === undefined ? 'daily' : firstDay === lastDay ? firstDay : `${firstDay}-${lastDay}`
  return `${days} ${from}-${to} ${timeZone}`
}

function judge(value: unknown): Parsed {
  if (typeof value !== 'string' || !new RegExp(PATTERN).test(value)) {
    return { fault: 'is no time of the week', remedy: `Allowed is ${ALLOWED}: ${EXAMPLE}.` }
  }
  const { firstDay, lastDay, from, to, timeZone } = toMaintenanceWindow(value)
  if (from >= to)
    return { fault: 'ends before it begins', remedy: 'A time over midnight is two: until 24:00, and from 00:00 of the next day.' }
  if (firstDay !== undefined && lastDay !== undefined && DAYS.indexOf(firstDay) > DAYS.indexOf(lastDay)) {
    return { fault: 'has its days the wrong way round', remedy: `The week begins with monday: write two, or ${lastDay}-${firstDay}.` }
  }
  return isTimeZone(timeZone)
    ? { value }
    : { fault: 'has a time zone that is not known', remedy: `Write one of the IANA data base, such as Asia/Shanghai, or none for UTC.` }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
