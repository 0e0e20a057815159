/** A span as the application's SDK recorded it. Times are nanoseconds since the epoch, as decimal digits. */
export interface RecordedSpan {
  readonly traceId: string
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly start: string
  readonly end: string
  readonly events: readonly { readonly name: string; readonly at: string; readonly attributes: Readonly<Record<string, unknown>> }[]
}
