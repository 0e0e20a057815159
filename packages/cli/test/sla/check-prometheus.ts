import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A Prometheus that knows one model, whose every answer can be changed while it runs; gone after the test. */
export interface ScriptedPrometheus {
  readonly url: string
  /** Bad ones of a thousand requests in each step. */
  badRequests: number
  /** Ends all connections and answers nobody, until it is called again. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  readonly authorizations: (string | undefined)[]
}

const LABELS = { deployment_environment_name: 'production', gen_ai_request_model: 'a' }

export async function startScriptedPrometheus(badRequests = 0): Promise<ScriptedPrometheus> {
  const authorizations: (string | undefined)[] = []
  let server: Server
  const listen = async (port: number): Promise<void> => {
    server = createServer((request, response) => {
      authorizations.push(request.headers.authorization)
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ status: 'success', data: answer(new URLSearchParams(body), prometheus.badRequests) }))
      })
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  }
  await listen(0)
  const { port } = server!.address() as AddressInfo
  const goAway = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const prometheus: ScriptedPrometheus = {
    url: `http://127.0.0.1:${port}`,
    badRequests,
    authorizations,
    goAway,
    comeBack: async () => await listen(port),
  }
  onTestFinished(goAway)
  return prometheus
}

/** Of 1000 requests none fails, none takes longer than 5 s, and as many as it is told to longer than 3 s. */
function answer(question: URLSearchParams, bad: number): unknown {
  const query = question.get('query') ?? ''
  // Which series have no bucket: none.
  if (query.includes('count by (')) return { resultType: 'vector', result: [] }
  const value = String(valueOf(query, bad))
  const start = Number(question.get('start') ?? Number.NaN)
  if (Number.isNaN(start)) return { resultType: 'vector', result: [{ metric: LABELS, value: [Number(question.get('time')), value] }] }
  const [end, step] = [Number(question.get('end')), Number(question.get('step'))]
  const values = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => [start + i * step, value])
  return { resultType: 'matrix', result: [{ metric: LABELS, values }] }
}

function valueOf(query: string, bad: number): number {
  if (query.startsWith('histogram_quantile')) return 2
  if (query.startsWith('clamp_min')) return query.includes('le=~"3') ? bad : 0
  // What asks for failed calls alone, by their outcomes.
  return query.includes('"error|timeout|truncated"') ? 0 : 1000
}
