import { readHeader, readNumberHeader } from './read-header.ts'

/** What the server asked the client to wait, in seconds: `retry-after-ms`, or `retry-after` as seconds or as a date. */
export function retryAfterSeconds(headers: unknown, nowEpochMs: number): number | undefined {
  const ms = readNumberHeader(headers, 'retry-after-ms')
  if (ms !== undefined) return ms / 1000
  const seconds = readNumberHeader(headers, 'retry-after')
  if (seconds !== undefined) return seconds
  const date = Date.parse(readHeader(headers, 'retry-after') ?? '')
  return Number.isNaN(date) ? undefined : Math.max(0, (date - nowEpochMs) / 1000)
}
