import type { PortPurpose } from './listen.ts'

const LONGEST_MS = 1_500

/** Why a port is taken, as far as whoever has it can be told apart, and what to type. */
export async function explainTakenPort(purpose: PortPurpose, host: string, port: number): Promise<string> {
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`
  const owner = await recognise(url)
  const beside = purpose === 'otlp' ? '--otlp-port' : '--port'
  const other = port + (purpose === 'otlp' ? 2 : 1)
  const elsewhere =
    purpose === 'otlp'
      ? `tokenscope lens --otlp-port ${other}\nand point your application there:\n  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:${other}`
      : `tokenscope lens --port ${other}`
  switch (owner) {
    case 'lens':
      return `A tokenscope lens runs on port ${port} already${purpose === 'page' ? `: open ${url}` : ''}. For a second one type\n  ${elsewhere}`
    case 'collector':
      return [
        `Port ${port} is taken by an OpenTelemetry Collector: perhaps that of tokenscope stack up.`,
        'Calls that go to it are in Jaeger (http://127.0.0.1:16686). To see them here, stop it:\n  tokenscope stack down',
        `or leave it, and type\n  ${elsewhere}`,
      ].join('\n')
    case 'unknown':
      return `Port ${port} is taken by another program. Choose another one with ${beside}:\n  ${elsewhere}`
  }
}

async function recognise(url: string): Promise<'lens' | 'collector' | 'unknown'> {
  try {
    const response = await fetch(`${url}/v1/traces`, { signal: AbortSignal.timeout(LONGEST_MS) })
    const text = (await response.text()).slice(0, 1_000)
    if (response.status !== 405) return 'unknown'
    return text.includes('send OTLP with POST') ? 'lens' : 'collector'
  } catch {
    return 'unknown'
  }
}
