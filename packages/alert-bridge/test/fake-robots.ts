import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer: a recorded body, or a way to fail. */
export type RobotAnswer =
  | { readonly body: string; readonly status?: number; readonly type?: string; readonly delayMs?: number; readonly date?: Date }
  | { readonly fail: 'reset' | 'silence' | 'half' }

export interface RobotMessage {
  readonly at: number
  readonly path: string
  readonly query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into bodies of several platforms.
  readonly body: any
  readonly bytes: number
}

/** Bodies as the platforms send them. */
export const RECORDED = {
  dingtalkOk: { body: '{"errcode":0,"errmsg":"ok"}' },
  dingtalkFast: { body: '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}' },
  dingtalkKeyword: {
    body: '{"errcode":310000,"errmsg":"keywords not in content, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"}',
  },
  dingtalkSign: { body: '{"errcode":310000,"errmsg":"sign not match, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"}' },
  dingtalkToken: { body: '{"errcode":300005,"errmsg":"token is not exist"}' },
  feishuOk: { body: '{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}' },
  feishuBad: { body: '{"code":9499,"msg":"Bad Request","data":{}}' },
  feishuKeyword: { body: '{"code":19024,"msg":"Key Words Not Found"}' },
  feishuSign: { body: '{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}' },
  feishuFast: { body: '{"code":11232,"data":{},"msg":"frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"}' },
  wecomOk: { body: '{"errcode":0,"errmsg":"ok"}' },
  wecomFast: { body: '{"errcode":45009,"errmsg":"api freq out of limit, hint: [1700000000123456789], from ip: 192.0.2.1"}' },
  wecomKey: { body: '{"errcode":93000,"errmsg":"invalid webhook url, hint: [1592021214_50_551fc8807c], from ip: 192.0.2.1"}' },
  html: { body: '<!doctype html><title>Sign in</title>', type: 'text/html' },
} as const satisfies Record<string, RobotAnswer>

export interface FakeRobots {
  readonly url: string
  readonly messages: RobotMessage[]
  /** The next answers, first come first served; then `rest` for ever. */
  readonly answers: RobotAnswer[]
  rest: RobotAnswer
  /** Called before a message is answered. */
  onMessage?: () => void
  close(): Promise<void>
}

/** Plays the platforms' servers on this machine: keeps what it is sent and answers as it is told. */
export async function startFakeRobots(rest: RobotAnswer = RECORDED.dingtalkOk): Promise<FakeRobots> {
  const server: Server = createServer((request, response) => void take(request, response))
  const robots: FakeRobots = {
    url: '',
    messages: [],
    answers: [],
    rest,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const url = new URL(request.url ?? '/', 'http://robots')
    robots.messages.push({
      at: Date.now(),
      path: url.pathname,
      query: url.searchParams,
      body: JSON.parse(text),
      bytes: Buffer.byteLength(text),
    })
    robots.onMessage?.()
    const answer = robots.answers.shift() ?? robots.rest
    if ('fail' in answer) {
      if (answer.fail === 'reset') request.socket.resetAndDestroy()
      if (answer.fail === 'half') response.writeHead(200, { 'content-length': '500' }).write('{"errcode":')
      return
    }
    if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs))
    if (answer.date !== undefined) response.setHeader('date', answer.date.toUTCString())
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/json' }).end(answer.body)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(robots, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}
