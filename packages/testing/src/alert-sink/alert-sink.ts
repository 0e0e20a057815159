import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Faults } from '../otlp-receiver/faults.ts'
import { Inbox, type WaitOptions } from '../otlp-receiver/inbox.ts'
import { type AlertNotification, type NotifiedAlert, parseNotification } from './alert-notification.ts'

export interface AlertSinkOptions {
  /** Default 0: any free port. */
  port?: number
}

export interface AlertQuestion extends WaitOptions {
  /** Labels that the alert must have, besides its name. */
  labels?: Readonly<Record<string, string>>
}

/** A webhook for Alertmanager, on `127.0.0.1`. It answers 200 on every path. */
export interface AlertSink extends AsyncDisposable {
  /** Without slash at the end; any path may follow. */
  readonly url: string
  readonly port: number
  /** In the order of arrival. */
  readonly notifications: readonly AlertNotification[]
  /**
   * Resolves with the first alert named `name` that was notified as `status`.
   * @throws after 10 s or `timeoutMs`, with what was notified.
   */
  waitForAlert(name: string, status: NotifiedAlert['status'], question?: AlertQuestion): Promise<NotifiedAlert>
  /** The next `count` requests get `status` and are not kept. */
  failNext(count: number, status: number): void
  /** Forgets what arrived, and pending faults. */
  reset(): void
  /** Drops open connections and rejects whoever still waits. Safe to call twice. */
  close(): Promise<void>
}

/** @throws when the port is taken. */
export async function startAlertSink({ port = 0 }: AlertSinkOptions = {}): Promise<AlertSink> {
  const faults = new Faults()
  const inbox: Inbox<AlertNotification> = new Inbox('notifications', () => describe(inbox.items))
  const server = createServer((request, response) => {
    void answer(request, inbox, faults).then(({ status, problem }) => response.writeHead(status).end(problem))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo

  const close = async (): Promise<void> => {
    inbox.close()
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    notifications: inbox.items,
    async waitForAlert(name, status, { labels = {}, ...wait } = {}) {
      const wanted = Object.entries({ ...labels, alertname: name })
      const fits = (alert: NotifiedAlert): boolean => alert.status === status && wanted.every(([key, value]) => alert.labels[key] === value)
      const find = (all: readonly AlertNotification[]): NotifiedAlert | undefined => all.flatMap(({ alerts }) => alerts).find(fits)
      const found = find(await inbox.waitFor((all) => find(all) !== undefined, wait))
      if (found === undefined) throw new Error(`${name} was forgotten`)
      return found
    },
    failNext: (count, status) => faults.failNext(count, status),
    reset() {
      inbox.reset()
      faults.reset()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function answer(
  request: IncomingMessage,
  inbox: Inbox<AlertNotification>,
  faults: Faults,
): Promise<{ status: number; problem?: string }> {
  try {
    let text = ''
    for await (const chunk of request.setEncoding('utf8')) text += chunk
    const fault = faults.take()
    if (fault !== undefined) return { status: fault.status, problem: `told to answer ${fault.status}` }
    inbox.add([parseNotification(request.url ?? '/', text)])
    return { status: 200 }
  } catch (error) {
    return { status: 400, problem: (error as Error).message }
  }
}

function describe(notifications: readonly AlertNotification[]): string {
  const alerts = notifications.flatMap((each) => each.alerts.map(({ labels, status }) => `${labels.alertname} ${status}`))
  return `so far: ${notifications.length} notifications (${alerts.join(', ') || 'no alert'})`
}
