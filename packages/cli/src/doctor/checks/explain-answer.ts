import type { OtlpTarget } from '../export-plan.ts'
import type { Finding } from '../finding.ts'
import type { OtlpAnswer } from '../probes/probe-otlp.ts'

type Explanation = Omit<Finding, 'area'>

/** Says in words what an endpoint's answer means and what to do about it. Pure. */
export function explainAnswer(target: OtlpTarget, answer: OtlpAnswer): Explanation {
  switch (answer.kind) {
    case 'open':
      return explainOpen(target)
    case 'answered':
      return explainStatus(target, answer.status)
    case 'failed':
      return explainFailure(target, answer.code)
  }
}

function explainOpen({ url }: OtlpTarget): Explanation {
  if (portOf(url) !== '4318') return { level: 'ok', text: 'accepts connections (gRPC itself is not tried).' }
  const fix = 'Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or use port 4317.'
  return { level: 'loss', text: 'port 4318 is for HTTP, but OTEL_EXPORTER_OTLP_PROTOCOL says grpc.', fix }
}

const STATUS: Readonly<Record<number, (target: OtlpTarget) => readonly [text: string, fix: string]>> = {
  401: () => ['401, it wants credentials.', 'Set OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20<token>, as its documentation says.'],
  403: () => ['403, the credentials are not allowed to send here.', 'Check the key in OTEL_EXPORTER_OTLP_HEADERS.'],
  404: ({ from }) => [
    '404, nothing takes OTLP at this path.',
    from?.match(/TRACES|METRICS|LOGS/)
      ? `${from} is taken as it is: add the path, for example /v1/traces; or set OTEL_EXPORTER_OTLP_ENDPOINT to the base URL.`
      : 'OTEL_EXPORTER_OTLP_ENDPOINT is a base URL that /v1/traces is added to: leave that path out, and check host and port.',
  ],
  405: () => [
    '405, this is a web page, not an OTLP receiver.',
    'Check host and port: OTLP over HTTP is usually on port 4318 (16686 is Jaeger’s own page).',
  ],
  415: ({ protocol }) => [
    `415, it does not take ${protocol}.`,
    `Set OTEL_EXPORTER_OTLP_PROTOCOL=${protocol === 'http/json' ? 'http/protobuf' : 'http/json'}.`,
  ],
}

function explainStatus(target: OtlpTarget, status: number): Explanation {
  if (status >= 200 && status < 300) return { level: 'ok', text: 'takes OTLP.' }
  const known = STATUS[status]?.(target)
  if (known) return { level: 'loss', text: known[0], fix: known[1] }
  if (status === 429 || status >= 500) {
    return {
      level: 'loss',
      text: `${status}, the receiver is overloaded or broken.`,
      fix: 'Look at the receiver’s own log; the SDK retries for a while only.',
    }
  }
  if (status >= 300 && status < 400) {
    return {
      level: 'loss',
      text: `${status}, it redirects, and exporters do not follow.`,
      fix: 'Set the URL that it redirects to (often https).',
    }
  }
  return {
    level: 'loss',
    text: `${status}, the receiver refused an empty export request.`,
    fix: 'Check that the URL is an OTLP receiver’s.',
  }
}

/** Codes of the network, and of the HTTP parser when HTTP/2 comes back. */
function explainFailure({ url, protocol }: OtlpTarget, code: string): Explanation {
  const lost = (text: string, fix: string): Explanation => ({ level: 'loss', text, fix })
  const wrongPort = lost(
    'it speaks gRPC (HTTP/2), but the exporter speaks HTTP.',
    'Use the HTTP port, usually 4318, or set OTEL_EXPORTER_OTLP_PROTOCOL=grpc.',
  )
  if (/^(HPE_|ECONNRESET|EPIPE)/.test(code)) {
    return code.startsWith('HPE_') || portOf(url) === '4317'
      ? wrongPort
      : lost(`the connection broke (${code}).`, 'Check that the port is an OTLP receiver’s.')
  }
  if (code === 'ECONNREFUSED') {
    return lost(
      'connection refused, nobody listens there.',
      `Start a Collector or Jaeger there, or set OTEL_EXPORTER_OTLP_ENDPOINT to where one is.`,
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return lost(`the host name is not known (${code}).`, 'Check the spelling, and that this machine may look it up.')
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) {
    return lost('no answer in time.', 'Check firewall and proxy between here and there.')
  }
  if (code === 'ERR_INVALID_URL') {
    return lost('this is not a URL.', `Write it with scheme and port: http://127.0.0.1:${protocol === 'grpc' ? 4317 : 4318}`)
  }
  if (/^ERR_INVALID_(HTTP_TOKEN|CHAR)$/.test(code)) {
    return lost(
      `the headers cannot be sent (${code}).`,
      'Write OTEL_EXPORTER_OTLP_HEADERS as name=value,name=value, blanks in values as %20.',
    )
  }
  if (/ERR_SSL|EPROTO|CERT|SELF_SIGNED/.test(code)) {
    return lost(
      `TLS failed (${code}).`,
      'Use http:// for a receiver without TLS, or set OTEL_EXPORTER_OTLP_CERTIFICATE (NODE_EXTRA_CA_CERTS) to its CA.',
    )
  }
  return lost(`it cannot be reached (${code}).`, 'Check host and port.')
}

function portOf(url: string): string {
  try {
    return new URL(url.includes('://') ? url : `http://${url}`).port
  } catch {
    return ''
  }
}
