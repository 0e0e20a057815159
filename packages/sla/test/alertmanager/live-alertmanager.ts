import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createPort } from 'node:net'
import { dirname, join } from 'node:path'
import { binaryPath } from '@tokenscope/stack'
import { waitFor } from '@tokenscope/testing'
import { expect, onTestFinished } from 'vitest'
import { writeAlertmanager } from './amtool.ts'

export interface LiveAlertmanager {
  /** Paths and alerts that arrived at the sink, in order: `/archive LLMSLOBurnRatePage a`. */
  readonly arrived: string[]
  /** Brings alerts as Prometheus does: again and again until the test ends. */
  alert(...alerts: readonly Readonly<Record<string, string>>[]): Promise<void>
}

interface Webhook {
  readonly alerts: readonly { readonly labels: Readonly<Record<string, string>> }[]
}

/** The real Alertmanager with what is generated, sixty times as fast, and a sink whose address replaces SINK in the targets. */
export async function startLiveAlertmanager(sla: string): Promise<LiveAlertmanager> {
  const arrived: string[] = []
  const sink = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { alerts } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Webhook
      arrived.push(...alerts.map(({ labels }) => `${request.url} ${labels.alertname} ${labels.slo_scope ?? ''}`.trim()))
      response.end()
    })
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    sink.closeAllConnections()
    sink.close()
  })
  const file = writeAlertmanager(sla.replaceAll('SINK', `http://127.0.0.1:${(sink.address() as AddressInfo).port}`), { speed: 60 })
  const url = `http://127.0.0.1:${await freePort()}`
  const args = [
    `--config.file=${file}`,
    `--storage.path=${join(dirname(file), 'data')}`,
    `--web.listen-address=${new URL(url).host}`,
    '--cluster.listen-address=',
  ]
  const child = spawn(await binaryPath('alertmanager'), args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  await waitFor(async () => (await fetch(`${url}/-/ready`)).ok, { what: 'Alertmanager', timeoutMs: 30_000 })
  const firing: Readonly<Record<string, string>>[] = []
  const bring = async (): Promise<number> => {
    const body = JSON.stringify(firing.map((labels) => ({ labels, annotations: { summary: 'Something' } })))
    return (await fetch(`${url}/api/v2/alerts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status
  }
  // An alert that is not brought again is over after `resolve_timeout`, here five seconds.
  const again = setInterval(() => void bring().catch(() => undefined), 1_000)
  onTestFinished(() => clearInterval(again))
  return {
    arrived,
    alert: async (...alerts) => {
      firing.push(...alerts)
      expect(await bring()).toBe(200)
    },
  }
}

async function freePort(): Promise<number> {
  const server = createPort()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
