import type { ReceivedLog, ReceivedScope } from './received.ts'
import { toAttributes, toScope, toValue, type WireKeyValue, type WireResource, type WireValue } from './to-attributes.ts'

interface WireLog {
  eventName: string
  severityNumber: number
  severityText: string
  body?: WireValue
  attributes: WireKeyValue[]
  traceId: string
  spanId: string
  timeUnixNano: bigint
  observedTimeUnixNano: bigint
}

/** The records of a decoded LogsRequest, in their order. */
export function toLogs(request: Record<string, unknown>): ReceivedLog[] {
  const { resourceLogs } = request as {
    resourceLogs: { resource?: WireResource; scopeLogs: { scope?: ReceivedScope; logRecords: WireLog[] }[] }[]
  }
  return resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs.flatMap(({ scope, logRecords }) =>
      logRecords.map((record) => ({ ...toLog(record), resource: toAttributes(resource?.attributes), scope: toScope(scope) })),
    ),
  )
}

function toLog(record: WireLog): Omit<ReceivedLog, 'resource' | 'scope'> {
  return {
    eventName: record.eventName === '' ? undefined : record.eventName,
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    body: toValue(record.body),
    attributes: toAttributes(record.attributes),
    traceId: record.traceId === '' ? undefined : record.traceId,
    spanId: record.spanId === '' ? undefined : record.spanId,
    timeUnixNano: record.timeUnixNano,
    observedTimeUnixNano: record.observedTimeUnixNano,
  }
}
