import type { StackUrls } from '@tokenscope/stack'
import { paint } from '../terminal/paint.ts'

/** Where to look and where to send to. Pure. */
export function drawLinks(urls: StackUrls, colour: boolean): string[] {
  const link = (title: string, url: string, what: string): string => `  ${title.padEnd(13)} ${paint(url, 'strong', colour)}  ${what}`
  return [
    link('Jaeger', urls.jaeger, 'traces'),
    link('Prometheus', urls.prometheus, 'metrics and rules'),
    link('Alertmanager', urls.alertmanager, 'alerts and silences'),
    link('OTLP', urls.otlpHttp, `for applications; gRPC: ${urls.otlpGrpc.replace('http://', '')}`),
    '',
    'Send an application there:',
    `  export OTEL_EXPORTER_OTLP_ENDPOINT=${urls.otlpHttp}`,
  ]
}
