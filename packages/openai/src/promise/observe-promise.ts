import { reportFailure } from '@tokenscope/core'
import type { ApiPromiseLike, ResponseProps } from '../client/client-shape.ts'
import type { Observation } from '../observation.ts'

/** Notices a promise that was collected before anybody asked for its answer. */
const uncalled = new FinalizationRegistry<Observation>((observation) => observation.end('abandoned'))

/**
 * Watches an `APIPromise` that the application holds, and stays invisible: the promise remains lazy, its body is read only when the
 * application asks, and a call that fails with nobody listening is still an unhandled rejection.
 */
export function observePromise(promise: ApiPromiseLike, observation: Observation): void {
  observeAnswer(promise, observation, observeResponse(promise, observation))
}

/** What the application has done with the promise so far. */
interface Hold {
  /** The application itself listens now. */
  touch(): void
  /** The application holds this promise, derived from the one before. */
  derived(promise: object): void
}

function observeResponse(promise: ApiPromiseLike, observation: Observation): Hold {
  let touched = false
  let registered = false
  let held: object = promise
  // Stands in for `responsePromise`, which our reaction marks as handled: it rejects unhandled until the application listens.
  const standIn = promise.responsePromise.then(
    (props: ResponseProps) => {
      observation.headers(props)
      if (touched || observation.generation.ended) return
      registered = true
      uncalled.register(held, observation, observation)
    },
    (error: unknown) => {
      observation.failed(error)
      throw error
    },
  )
  return {
    touch() {
      if (touched) return
      touched = true
      if (registered) uncalled.unregister(observation)
      standIn.catch(() => undefined)
    },
    derived(next) {
      held = next
    },
  }
}

/** Watches parsing: on this promise and on every promise that a helper derives from it. */
function observeAnswer(promise: ApiPromiseLike, observation: Observation, hold: Hold): void {
  const { parse, asResponse, _thenUnwrap } = promise
  let watched = false
  let parsed = false
  const watch = (answer: Promise<unknown>): void => {
    if (watched) return
    watched = true
    answer.then(
      (value) => {
        observation.value(value)
        observation.settled()
      },
      (error: unknown) => observation.failed(error),
    )
  }
  hide(promise, 'parse', function (this: ApiPromiseLike) {
    parsed = true
    hold.touch()
    const answer = parse.call(this)
    watch(answer)
    return answer
  })
  hide(promise, 'asResponse', function (this: ApiPromiseLike) {
    hold.touch()
    const response = asResponse.call(this)
    // `withResponse()` asks for both, in this order or the other: look once the caller has had its turn.
    response.then(
      () => {
        if (!parsed) observation.raw()
      },
      () => undefined,
    )
    return response
  })
  hide(promise, '_thenUnwrap', function (this: ApiPromiseLike, transform: (value: unknown, props: unknown) => unknown) {
    parsed = true
    const derived = _thenUnwrap.call(this, (value, props) => {
      observation.value(value)
      return transform(value, props)
    })
    try {
      hold.derived(derived)
      observeAnswer(derived, observation, hold)
    } catch (error) {
      reportFailure('derived promise', error)
    }
    return derived
  })
  observeOwnReactions(promise, hold, watch)
}

/** From openai 7.5 on, pages carry `then`, `catch` and `finally` of a promise behind them, which never come through `parse`. */
function observeOwnReactions(promise: ApiPromiseLike, hold: Hold, watch: (answer: Promise<unknown>) => void): void {
  if (!Object.hasOwn(promise, 'then')) return
  const own = promise as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
  const then = own.then!
  for (const name of ['then', 'catch', 'finally', 'withResponse']) {
    const original = own[name]
    if (!original) continue
    hide(promise, name, function (this: unknown, ...args: unknown[]) {
      hold.touch()
      watch({ then } as unknown as Promise<unknown>)
      return original.apply(this, args)
    })
  }
}

/** Puts an own property on the promise that no enumeration shows, unless the SDK's own one was shown. */
function hide(target: object, name: string, value: (this: never, ...args: never[]) => unknown): void {
  const enumerable = Object.prototype.propertyIsEnumerable.call(target, name)
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable })
}
