import { diag } from '@opentelemetry/api'
import { createRecorder, reportFailure, resolveOptions, sayOnce, VERSION } from '@tokenscope/core'
import { type ClientLike, whyNotAClient } from './client/client-shape.ts'
import { patchMethod, type Undo } from './client/patch.ts'
import { patchClient } from './client/patch-client.ts'
import type { CallObserver } from './observe-call.ts'
import { type OpenAIOptions, OWN_OPTIONS, resolvePropagation } from './options.ts'
import { createServerLookup } from './server/server-facts.ts'

/** Marks an instrumented client, for all copies of this package; its value undoes the instrumentation. */
const INSTRUMENTED = Symbol.for('tokenscope.openai.instrumented.v1')

type Marked = { [INSTRUMENTED]?: Undo }

/**
 * Instruments a client of the `openai` package, majors 4 to 7: each call becomes one CLIENT span with its token time line, and
 * metrics. The same object is returned and behaves as before; clients made from it with `withOptions()` are instrumented too.
 *
 * Calling it twice is harmless. What is not such a client is returned as it is, with one warning through `diag`; a bad option is
 * described once and its default used. It never throws.
 *
 * Names follow the OpenTelemetry GenAI conventions, https://github.com/open-telemetry/semantic-conventions-genai.
 *
 * @example
 * const client = instrumentOpenAI(new OpenAI())
 */
export function instrumentOpenAI<T>(client: T, options?: OpenAIOptions): T {
  try {
    const reason = whyNotAClient(client)
    if (reason !== undefined) {
      sayOnce(reason, () => diag.warn(`[tokenscope] instrumentOpenAI: ${reason}. It is returned as it is, and nothing is recorded.`))
      return client
    }
    if (!Object.hasOwn(client as object, INSTRUMENTED)) instrument(client as ClientLike, createObserver(options, 'instrumentOpenAI'))
  } catch (error) {
    reportFailure('instrumentOpenAI', error)
  }
  return client
}

/** Takes the instrumentation off a client; harmless where there is none. Clients made from it keep theirs. */
export function uninstrumentOpenAI<T>(client: T): T {
  try {
    if (typeof client === 'object' && client !== null && Object.hasOwn(client, INSTRUMENTED)) (client as Marked)[INSTRUMENTED]?.()
  } catch (error) {
    reportFailure('uninstrumentOpenAI', error)
  }
  return client
}

const SCOPE = { name: '@tokenscope/openai', version: VERSION }

/** Resolves options, says what is wrong with them, and makes the observer that all calls share. */
export function createObserver(options: OpenAIOptions | undefined, caller: string): CallObserver {
  const { resolved, problems } = resolveOptions(options, process.env, OWN_OPTIONS)
  const propagate = resolvePropagation(options, problems)
  for (const problem of problems) sayOnce(problem, () => diag.warn(`[tokenscope] ${caller}: ${problem}`))
  const recorder = createRecorder(SCOPE, options ?? {}, resolved)
  return { recorder: () => recorder, server: createServerLookup(resolved.provider), propagate }
}

function instrument(client: ClientLike, observer: CallObserver): void {
  const undos = patchClient(client, (path) => resourceOf(client, path), observer)
  const undoClones = patchMethod(
    client,
    'withOptions',
    (original) =>
      function (this: unknown, ...args) {
        const clone = original.apply(this, args)
        try {
          if (whyNotAClient(clone) === undefined && !Object.hasOwn(clone as object, INSTRUMENTED)) instrument(clone as ClientLike, observer)
        } catch (error) {
          reportFailure('withOptions', error)
        }
        return clone
      },
  )
  const undo: Undo = () => {
    for (const undoOne of [...undos, undoClones]) undoOne?.()
    delete (client as Marked)[INSTRUMENTED]
  }
  Object.defineProperty(client, INSTRUMENTED, { value: undo, configurable: true, enumerable: false, writable: true })
}

function resourceOf(client: object, path: readonly string[]): object | undefined {
  let found: unknown = client
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return typeof found === 'object' && found !== null ? found : undefined
}
