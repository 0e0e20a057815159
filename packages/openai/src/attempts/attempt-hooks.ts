import { reportFailure } from '@tokenscope/core'
import { currentObservation } from '../client/call-guard.ts'
import { patchMethod, type Undo } from '../client/patch.ts'
import type { Observation } from '../observation.ts'
import { readHeader } from './read-header.ts'
import { retryAfterSeconds } from './retry-after.ts'
import { addTraceContext, httpIsInstrumented } from './trace-context.ts'

/** The observation of each request, by the options object that all attempts of a call share. */
const observations = new WeakMap<object, Observation>()
/** Status of a refused response by its headers object (openai 5 and later), and the last one (openai 4 retries in the same tick). */
const statuses = new WeakMap<object, number>()
let lastStatus: number | undefined

/**
 * Watches the attempts of a call: `makeRequest` ties the call to its options, `prepareRequest` runs before each attempt, `shouldRetry`
 * sees each refused response, `retryRequest` each attempt that will be repeated. Where one is missing the call is observed without it.
 */
export function patchAttempts(target: object): Undo[] {
  return [
    lookBefore(target, 'makeRequest', ([options]) => tie(options, currentObservation())),
    lookBefore(target, 'prepareRequest', ([request, info]) => attemptStarts(request, info as { options?: object } | undefined)),
    lookBefore(target, 'shouldRetry', ([response]) => responseRefused(response as { status?: number; headers?: object } | undefined)),
    lookBefore(target, 'retryRequest', ([options, , ...rest]) => attemptFailed(options, rest.find(isHeaders))),
  ].filter((undo) => undo !== undefined)
}

/** Looks at the arguments of a method, then lets it run as it is. */
function lookBefore(target: object, name: string, look: (args: readonly unknown[]) => void): Undo | undefined {
  return patchMethod(
    target,
    name,
    (original) =>
      function (this: unknown, ...args) {
        quietly(() => look(args))
        return original.apply(this, args)
      },
  )
}

/** The headers have another place in each major, after the attempts that are left; a signal may stand beside them. */
function isHeaders(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && !(argument instanceof AbortSignal)
}

function tie(options: unknown, observation: Observation | undefined): void {
  if (observation === undefined || typeof options !== 'object' || options === null) return
  const { then } = options as { then?: unknown }
  if (typeof then === 'function') {
    ;(options as Promise<object>).then(
      (resolved) => quietly(() => keep(resolved, observation)),
      () => undefined,
    )
  } else {
    keep(options, observation)
  }
}

function keep(options: object, observation: Observation): void {
  if (observation.generation.ended) return
  observations.set(options, observation)
  observation.release = () => observations.delete(options)
}

function attemptStarts(request: unknown, info: { options?: object } | undefined): void {
  const observation = info?.options && observations.get(info.options)
  if (!observation || observation.generation.ended) return
  const { generation } = observation
  const failed = generation.failedAttempts?.at(-1)
  if (failed) {
    failed.backoffMs ??= generation.now() - failed.atMs
    generation.attemptCount = (generation.failedAttempts?.length ?? 0) + 1
  }
  if (observation.propagate && !httpIsInstrumented()) {
    addTraceContext((request as { headers?: unknown } | undefined)?.headers, generation.span.spanContext())
  }
}

function responseRefused(response: { status?: number; headers?: object } | undefined): void {
  lastStatus = response?.status
  if (response?.headers && response.status !== undefined) statuses.set(response.headers, response.status)
}

function attemptFailed(options: unknown, headers: unknown): void {
  const observation = typeof options === 'object' && options !== null ? observations.get(options) : undefined
  if (!observation) return
  const statusCode = typeof headers === 'object' && headers !== null ? (statuses.get(headers) ?? lastStatus) : undefined
  const { generation } = observation
  generation.attemptFailed({
    atMs: generation.now(),
    errorType: statusCode === undefined ? 'connection_error' : String(statusCode),
    statusCode,
    retryAfterSeconds: headers ? retryAfterSeconds(headers, Date.now()) : undefined,
    requestId: headers ? readHeader(headers, 'x-request-id') : undefined,
  })
}

function quietly(run: () => void): void {
  try {
    run()
  } catch (error) {
    reportFailure('attempts', error)
  }
}
