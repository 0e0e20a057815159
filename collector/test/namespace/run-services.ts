import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { ATTR_GEN_AI_OPERATION_NAME, ATTR_SLA_VERDICT, OPERATIONS } from '@tokenscope/semconv'
import { waitFor } from '@tokenscope/testing'
import { fetchTrace } from '../readers/jaeger.ts'
import { query } from '../readers/prometheus.ts'

/** A service of compose.yaml as a process: what to run, with which environment, and where its health is asked for. */
export interface Service {
  readonly program: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly health: string
}

/** What the test wants to know of services that run beside each other. */
export interface Observed {
  readonly healthy: readonly string[]
  readonly posted: number
  readonly verdictInJaeger: unknown
  readonly callsInPrometheus: number
  readonly alertmanagers: readonly string[]
}

/** Runs as a program inside of a network namespace: `node run-services.ts '{"name": Service, …}'`; prints what it has observed as JSON. */
async function main(services: Readonly<Record<string, Service>>): Promise<Observed> {
  const children = Object.values(services).map(({ program, args, env }) => spawn(program, args, { env, stdio: 'ignore' }))
  try {
    const healthy = await Promise.all(Object.entries(services).map(async ([name, { health }]) => await waitForHealth(name, health)))
    const traceId = '5b8efff798038103d269b633813fc60c'
    const posted = await postSlowCall(traceId)
    const spans = await waitFor(async () => await fetchTrace('http://127.0.0.1:16686', traceId), { timeoutMs: 30_000, what: 'Jaeger' })
    const callsInPrometheus = await waitFor(countCalls, { timeoutMs: 60_000, what: 'the call in Prometheus' })
    const { data } = (await (await fetch('http://127.0.0.1:9090/api/v1/alertmanagers')).json()) as {
      data: { activeAlertmanagers: { url: string }[] }
    }
    return {
      healthy,
      posted,
      verdictInJaeger: spans[0]?.attributes[ATTR_SLA_VERDICT],
      callsInPrometheus,
      alertmanagers: data.activeAlertmanagers.map(({ url }) => url),
    }
  } finally {
    await Promise.all(children.map(stop))
  }
}

/** Calls in the metrics made of spans. A new series begins with a sample of 0. */
async function countCalls(): Promise<number> {
  const series = await query('http://127.0.0.1:9090', 'traces_span_metrics_calls_total')
  return series.reduce((sum, { value }) => sum + value, 0)
}

async function waitForHealth(name: string, url: string): Promise<string> {
  await waitFor(async () => (await fetch(url)).ok, { timeoutMs: 30_000, what: `${name} at ${url}` })
  return name
}

/** A call of a model that took 6 seconds. */
async function postSlowCall(traceId: string): Promise<number> {
  const end = BigInt(Date.now()) * 1_000_000n
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } })
  const span = {
    traceId,
    spanId: 'eee19b7ec3c1b174',
    name: 'chat m',
    kind: 3,
    startTimeUnixNano: `${end - 6_000_000_000n}`,
    endTimeUnixNano: `${end}`,
    attributes: [attribute(ATTR_GEN_AI_OPERATION_NAME, OPERATIONS.chat)],
  }
  const resource = { attributes: [attribute('service.name', 'chat')] }
  const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] })
  const headers = { 'content-type': 'application/json' }
  return (await fetch('http://127.0.0.1:4318/v1/traces', { method: 'POST', headers, body })).status
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const exited = once(child, 'exit')
  child.kill()
  await exited
}

const [argument] = process.argv.slice(2)
if (argument !== undefined) console.log(JSON.stringify(await main(JSON.parse(argument) as Record<string, Service>)))
