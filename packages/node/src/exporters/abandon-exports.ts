import { setTimeout as sleep } from 'node:timers/promises'
import { abandonAttempts } from './export-reporter.ts'

/** What an exporter of OTLP over HTTP keeps to itself. The tests of the shutdown pin it; where it is otherwise, nothing is changed. */
interface Hidden {
  readonly _delegate?: {
    readonly _transport?: {
      readonly retry?: unknown
      readonly _transport?: {
        send?(data: unknown, timeoutMs: number): Promise<unknown>
        readonly _parameters?: { readonly agentFactory?: (protocol: string) => unknown }
      }
    }
  }
}

type Agent = { destroy?(): void } | undefined

const agents = new Set<Agent>()

/**
 * Makes an exporter one that can be abandoned: its timer for the next attempt keeps no process alive, and its connections are known to
 * {@link abandonExports}. By itself an exporter goes on for ten seconds after its shutdown was given up, and the process with it.
 */
export function makeAbandonable<T>(exporter: T): T {
  const retrying = (exporter as Hidden)._delegate?._transport
  const sending = retrying?._transport
  if (typeof retrying?.retry === 'function' && typeof sending?.send === 'function') {
    const send = sending.send.bind(sending)
    Reflect.set(retrying, 'retry', async (data: unknown, timeoutMs: number, inMs: number) => {
      await sleep(inMs, undefined, { ref: false })
      return send(data, timeoutMs)
    })
  }
  const parameters = sending?._parameters
  const agentFactory = parameters?.agentFactory
  if (parameters && typeof agentFactory === 'function') {
    Reflect.set(parameters, 'agentFactory', async (protocol: string) => {
      const agent = (await agentFactory(protocol)) as Agent
      agents.add(agent)
      return agent
    })
  }
  return exporter
}

/** Breaks off every export that still waits for its answer. */
export function abandonExports(): void {
  abandonAttempts()
  for (const agent of agents) agent?.destroy?.()
  agents.clear()
}
