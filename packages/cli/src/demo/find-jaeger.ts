import type { StackUrls } from '@tokenscope/stack'

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']
/** The ports of the stack from `compose.yaml`, of which nothing on this machine's disk tells. */
const COMPOSE = { otlp: '4318', jaeger: 'http://127.0.0.1:16686' } as const

/**
 * The line that leads to a trace in Jaeger.
 * @param otlpUrl where the traces go
 * @param stack where the stack of this machine is reached; undefined where none runs
 * @returns undefined where the traces go somewhere else
 */
export function findJaeger(otlpUrl: string, stack: StackUrls | undefined, traceId: string): string | undefined {
  const { protocol, hostname, port } = new URL(otlpUrl)
  if (!LOOPBACK.includes(hostname)) return undefined
  const ofStack = stack === undefined ? [] : [stack.otlpHttp, stack.otlpGrpc].map((url) => new URL(url).port)
  if (stack !== undefined && ofStack.includes(port)) return `${stack.jaeger}/trace/${traceId}`
  const atCompose = stack === undefined && protocol === 'http:' && port === COMPOSE.otlp
  return atCompose ? `${COMPOSE.jaeger}/trace/${traceId} (where the stack runs in Docker)` : undefined
}
