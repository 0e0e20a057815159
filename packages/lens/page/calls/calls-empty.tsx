import type { JSX } from 'preact'
import { formatCount } from '../format/number.ts'
import { lensStatus } from '../server/live.ts'
import { Text } from '../text/text.tsx'

/** An empty list says what to do next. */
export function CallsEmpty({ isNarrowed }: { isNarrowed: boolean }): JSX.Element {
  if (isNarrowed) {
    return (
      <div class="empty">
        <h2>No call matches</h2>
        <p>Clear a filter, or wait: matching calls show up here as they come in.</p>
      </div>
    )
  }
  const { spans = 0, refused } = lensStatus.value ?? {}
  const url = lensStatus.value?.otlpUrls[0] ?? 'http://127.0.0.1:4318'
  return (
    <div class="empty">
      <h2>Waiting for the first call</h2>
      {refused?.last != null && (
        <p class="problem" role="alert">
          {formatCount(refused.count)} {refused.count === 1 ? 'request was' : 'requests were'} refused. The last:{' '}
          <Text value={refused.last} limit={400} />
        </p>
      )}
      {spans > 0 && (
        <p>
          {formatCount(spans)} {spans === 1 ? 'span has' : 'spans have'} arrived, but none is a call of a model: those have an attribute{' '}
          <code>gen_ai.operation.name</code>. Is the client wrapped, with <code>instrumentOpenAI(client)</code>?
        </p>
      )}
      <p>Send traces of your application here:</p>
      <pre>{`OTEL_EXPORTER_OTLP_ENDPOINT=${url} node --import @tokenscope/node/register app.js`}</pre>
      <p>Or look at the demo, or drop a file of OTLP JSON onto this page:</p>
      <pre>npx pnpm@12 demo --watch</pre>
    </div>
  )
}
