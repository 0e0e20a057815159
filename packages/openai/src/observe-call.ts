import { context, diag } from '@opentelemetry/api'
import { type Content, type Recorder, reportFailure, sayOnce } from '@tokenscope/core'
import { ATTR_METHOD } from '@tokenscope/semconv'
import { callGuard, inside } from './client/call-guard.ts'
import { type ClientLike, isApiPromise } from './client/client-shape.ts'
import type { Endpoint, RequestFacts } from './endpoints/endpoint.ts'
import { Observation } from './observation.ts'
import { observePromise } from './promise/observe-promise.ts'
import type { ServerFacts } from './server/server-facts.ts'

/** What all calls of one instrumentation share. */
export interface CallObserver {
  /** Asked at each call: auto-instrumentation may be given other providers, or be switched off, while it runs. */
  recorder(): Recorder | undefined
  readonly server: (client: ClientLike) => ServerFacts
  readonly propagate: 'auto' | boolean
}

/** The key under which OpenTelemetry marks a context whose calls must not be traced (exporters use it). */
const SUPPRESS_TRACING = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING')

/**
 * Runs one call of the client and observes it, unless a seam further out already does.
 * @param method the method's name, `chat.completions.create`
 * @param call the original; its result is returned as it is, and what it throws passes through
 */
export function observeCall<T>(
  observer: CallObserver,
  client: ClientLike,
  method: () => string,
  endpoint: Endpoint | undefined,
  args: readonly unknown[],
  call: () => T,
): T {
  if (callGuard.depth > 0) return call()
  const observation = begin(observer, client, method, endpoint, args)
  if (!observation) return call()
  let result: T
  try {
    result = inside(observation, () => context.with(observation.generation.context, call))
  } catch (error) {
    observation.failed(error)
    throw error
  }
  try {
    if (isApiPromise(result)) {
      observePromise(result, observation)
    } else {
      sayOnce(`shape of ${method()}`, () => diag.warn(`[tokenscope] ${method()} did not return an APIPromise; its answer is not observed.`))
      observation.raw()
    }
  } catch (error) {
    reportFailure('observation of a call', error)
    observation.raw()
  }
  return result
}

function begin(
  observer: CallObserver,
  client: ClientLike,
  method: () => string,
  endpoint: Endpoint | undefined,
  args: readonly unknown[],
): Observation | undefined {
  try {
    const recorder = observer.recorder()
    if (!recorder || context.active().getValue(SUPPRESS_TRACING) === true) return undefined
    const server = observer.server(client)
    const facts: RequestFacts = endpoint?.request(args, server.openaiFlavour) ?? { model: undefined, streaming: false, attributes: {} }
    const name = method()
    facts.attributes[ATTR_METHOD] = name
    const generation = recorder.start({
      operation: endpoint?.operation ?? name,
      provider: server.provider,
      model: facts.model,
      serverAddress: server.address,
      serverPort: server.port,
      streaming: facts.streaming,
      attributes: facts.attributes,
    })
    if (!generation) return undefined
    const captureContent = recorder.capture.wanted
    if (captureContent && endpoint?.content) generation.content = snapshot(endpoint.content, args)
    return new Observation(generation, endpoint, {
      captureContent,
      openaiFlavour: server.openaiFlavour,
      propagate: observer.propagate === true || (observer.propagate === 'auto' && server.selfHosted),
    })
  } catch (error) {
    reportFailure('start of a call', error)
    return undefined
  }
}

/** Content of the request as it is now; a request whose content cannot be read is observed without it. */
function snapshot(content: (args: readonly unknown[]) => Content, args: readonly unknown[]): Content | undefined {
  try {
    return content(args)
  } catch (error) {
    reportFailure('content of a request', error)
    return undefined
  }
}
