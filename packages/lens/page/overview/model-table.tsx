import type { JSX } from 'preact'
import type { ModelRow } from '../../src/api/index.ts'
import { formatDuration } from '../format/duration.ts'
import { formatCost, formatCount, formatRate, formatShare } from '../format/number.ts'
import { Text } from '../text/text.tsx'

/** One row a model; its name leads to its calls. */
export function ModelTable({ models, currency }: { models: readonly ModelRow[]; currency: string | null }): JSX.Element | null {
  if (models.length === 0) return null
  return (
    <section>
      <h2 id="models-title">By model</h2>
      <div class="wide" role="region" aria-labelledby="models-title" tabIndex={0}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Provider</th>
              <Head>Calls</Head>
              <Head>Failed</Head>
              <Head>p50</Head>
              <Head>p95</Head>
              <Head>First token p95</Head>
              <Head>Tokens/s</Head>
              <Head>Tokens in</Head>
              <Head>Tokens out</Head>
              <Head>Cost</Head>
            </tr>
          </thead>
          <tbody>
            {models.map((row) => (
              <tr key={`${row.provider} ${row.model}`}>
                <th scope="row">
                  <a href={`/?${new URLSearchParams({ model: row.model })}`}>
                    <Text value={row.model} limit={120} />
                  </a>
                </th>
                <td class="soft">
                  <Text value={row.provider ?? '–'} limit={60} />
                </td>
                <td class="number">{formatCount(row.calls)}</td>
                <td class={row.failed > 0 ? 'number bad' : 'number'}>
                  {row.failed === 0 ? '0' : `${formatCount(row.failed)} · ${formatShare(row.failed / row.calls)}`}
                </td>
                <td class="number">{formatDuration(row.p50Duration)}</td>
                <td class="number">{formatDuration(row.p95Duration)}</td>
                <td class="number">{formatDuration(row.p95TimeToFirstToken)}</td>
                <td class="number">{formatRate(row.meanTokensPerSecond)}</td>
                <td class="number">{formatCount(row.inputTokens)}</td>
                <td class="number">{formatCount(row.outputTokens)}</td>
                <td class="number">{formatCost(row.cost, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Head({ children }: { children: string }): JSX.Element {
  return (
    <th scope="col" class="number">
      {children}
    </th>
  )
}
