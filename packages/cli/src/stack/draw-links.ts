import { join } from 'node:path'
import { type ComponentName, collectorFolder, type StackUrls } from '@tokenscope/stack'
import { paint } from '../terminal/paint.ts'

/** Where to look and where to send to. Pure. */
export function drawLinks(urls: StackUrls, apiOnly: readonly ComponentName[], colour: boolean): string[] {
  const link = (title: string, url: string, what: string): string => `  ${title.padEnd(13)} ${paint(url, 'strong', colour)}  ${what}`
  const only = (name: ComponentName): string => (apiOnly.includes(name) ? ' (API only)' : '')
  return [
    link('Jaeger', urls.jaeger, `traces${only('jaeger')}`),
    link('Prometheus', urls.prometheus, `metrics and rules${only('prometheus')}`),
    link('Alertmanager', urls.alertmanager, 'alerts and silences'),
    link('OTLP', urls.otlpHttp, `for applications; gRPC: ${urls.otlpGrpc.replace('http://', '')}`),
    ...explainApiOnly(apiOnly),
    '',
    'Send an application there:',
    `  export OTEL_EXPORTER_OTLP_ENDPOINT=${urls.otlpHttp}`,
  ]
}

/** A build from source has no pages: they are made by other tools, and only the projects' own binaries hold them. */
function explainApiOnly(apiOnly: readonly ComponentName[]): string[] {
  if (apiOnly.length === 0) return []
  return [
    '',
    'API only: what Go builds from source has no pages for a browser. To get them, put the binaries of',
    'https://www.jaegertracing.io/download and https://prometheus.io/download into a folder and start anew with',
    `TOKENSCOPE_BINARIES=<folder>, or use Docker: docker compose -f ${join(collectorFolder(), 'compose.yaml')} up`,
  ]
}
