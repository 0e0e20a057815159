import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { createRequestBodies } from '../call/request-body.ts'
import { LoadError } from '../load-error.ts'
import type { LoadPlan } from '../plan/load-plan.ts'

/** What the server made of one request; undefined where it took too long or was interrupted. */
type Answer = { readonly status: number; readonly words: string } | { readonly code: string } | undefined

const MOST_BYTES = 8_192
const MOST_WORDS = 300

/**
 * Asks once, so that a wrong address, key or model is said at once and not after a run of minutes. What may pass (429, 5xx, a slow answer, a
 * broken connection) is left to the run.
 * @throws LoadError with what the server says and what to do
 */
export async function checkServer(plan: LoadPlan, signal: AbortSignal): Promise<void> {
  const answer = await ask(plan, signal)
  if (answer === undefined) return
  const where = plan.endpoint.origin
  if ('code' in answer) {
    if (answer.code === 'ECONNRESET' || answer.code === 'EPIPE') return
    throw new LoadError(`${where} does not answer: ${answer.code}.${adviceFor(answer.code)}`)
  }
  const { status, words } = answer
  if (status < 300 || status >= 500 || [408, 409, 425, 429].includes(status)) return
  // What a server says of a key may quote it.
  const quoted = words === '' || status === 401 || status === 403 ? '' : ` "${words}"`
  const advice = STATUS[status] ?? (status < 400 ? ' It redirects: give --url the address that it redirects to.' : '')
  throw new LoadError(`${where} answers ${status}.${quoted}${advice}`)
}

function adviceFor(code: string): string {
  if (code === 'ECONNREFUSED') return ' Nobody listens there: start the server, or mend --url.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ' The name is not known: mend --url.'
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return ' It does not speak TLS: write http:// in --url.'
  if (/CERT|SELF_SIGNED|LEAF_SIGNATURE/.test(code))
    return ' Its certificate is not trusted: NODE_EXTRA_CA_CERTS names a file with its authority.'
  return ' Check --url.'
}

const STATUS: Readonly<Record<number, string>> = {
  401: ' Set OPENAI_API_KEY to a key that the server takes.',
  403: ' Set OPENAI_API_KEY to a key that the server takes.',
  404: ' The path or the model is not known there: --url ends with /v1 on most servers, and its /models lists the names for --model.',
}

function ask(plan: LoadPlan, signal: AbortSignal): Promise<Answer> {
  const { endpoint, apiKey, timeoutSeconds } = plan
  const body = createRequestBodies(plan)()
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'tokenscope-load',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    }
    const send = endpoint.protocol === 'https:' ? requestHttps : requestHttp
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)])
    const request = send(endpoint, { method: 'POST', agent: false, headers, signal: limit })
    request.once('error', (error: NodeJS.ErrnoException) => resolve(limit.aborted ? undefined : { code: codeOf(error) }))
    request.once('response', (response) => {
      void readWords(response).then((words) => {
        resolve({ status: response.statusCode ?? 0, words: apiKey ? words.replaceAll(apiKey, '[key]') : words })
        request.destroy()
      })
    })
    request.end(body)
  })
}

/** A name with several addresses fails with one error for each. */
function codeOf({ code, errors, message }: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] }): string {
  return code ?? errors?.[0]?.code ?? message
}

/** The message of an error's body, on one line; nothing of an answer that is none. */
async function readWords(response: IncomingMessage): Promise<string> {
  if ((response.statusCode ?? 0) < 400) return ''
  let text = ''
  try {
    for await (const bytes of response as AsyncIterable<Buffer>) {
      text += bytes.toString('utf8')
      if (text.length > MOST_BYTES) break
    }
  } catch {
    // What came is enough.
  }
  return messageOf(text)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_WORDS)
}

/** OpenAI and vLLM: `{error: {message}}`; older servers: `{message}` or `{detail}`. */
function messageOf(text: string): string {
  try {
    const { error, message, detail } = JSON.parse(text) as Record<string, unknown>
    const inner = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : error
    return [inner, message, detail].find((words) => typeof words === 'string') ?? ''
  } catch {
    return ''
  }
}
