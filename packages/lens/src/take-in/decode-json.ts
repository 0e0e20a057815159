import { fromJson } from '../otlp/from-json.ts'
import { Malformed } from '../otlp/malformed.ts'
import { REQUESTS } from '../otlp/messages.ts'
import { type Batch, type DecodeContext, decodeBody, type Signal } from './decode-body.ts'

const TOP: Readonly<Record<string, Signal>> = { resourceSpans: 'traces', resourceMetrics: 'metrics', resourceLogs: 'logs' }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** An export request of one signal as OTLP JSON. Throws {@link Malformed}. */
export function decodeJson(signal: Signal, body: Uint8Array, context: DecodeContext, batch: Batch): void {
  decodeBody(signal, fromJson(REQUESTS[signal], parse(toText(body))), context, batch)
}

/** A file of OTLP JSON: a request of any signal, or one on each line, as the Collector's file exporter writes them. Throws {@link Malformed}. */
export function decodeFile(body: Uint8Array, context: DecodeContext, batch: Batch): void {
  const text = toText(body)
  for (const request of parseRequests(text)) {
    const signals = typeof request === 'object' && request !== null ? Object.keys(TOP).filter((key) => Object.hasOwn(request, key)) : []
    if (signals.length === 0) throw new Malformed('it holds no resourceSpans, resourceMetrics or resourceLogs: is it a file of OTLP JSON?')
    for (const key of signals) {
      const signal = TOP[key]!
      decodeBody(signal, fromJson(REQUESTS[signal], request), context, batch)
    }
  }
}

function parseRequests(text: string): unknown[] {
  try {
    return [parse(text)]
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length < 2) throw error
    return lines.map((line, index) => {
      try {
        return parse(line)
      } catch (cause) {
        throw new Malformed(`line ${index + 1}: ${(cause as Error).message}`, { cause })
      }
    })
  }
}

function toText(body: Uint8Array): string {
  try {
    return utf8.decode(body)
  } catch (error) {
    throw new Malformed('it is not UTF-8 text', { cause: error })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Malformed(`it is not JSON: ${(error as Error).message}`, { cause: error })
  }
}
