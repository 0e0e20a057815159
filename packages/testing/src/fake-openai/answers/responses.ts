import { planAnswer } from '../generation/plan.ts'
import { isTrue, type JsonObject } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer } from './answer.ts'
import { responseEvents } from './response-events.ts'
import { outcomeOf, outputItems, type ResponseStatus, responseObject } from './response-object.ts'

/**
 * The Responses API with what it remembers: a response made in the background is `queued` at first, `in_progress` when it is asked for
 * the first time, and done from then on. An id that nobody made is answered like one that is done.
 */
export class ResponseStore {
  readonly #kept = new Map<string, { request: JsonObject; script: Script; reads: number; cancelled: boolean }>()

  /** `POST /responses`. */
  create(request: JsonObject, script: Script): Answer {
    const plan = planAnswer(request, script, 'resp_')
    const isBackground = isTrue(request.background)
    if (request.store !== false) this.#kept.set(plan.id, { request, script, reads: isBackground ? 0 : 2, cancelled: false })
    if (plan.streamed) return { kind: 'stream', events: responseEvents(plan, request), done: false, typedErrors: true }
    if (isBackground) return { kind: 'json', body: responseObject(plan, request, 'queued', []) }
    return { kind: 'json', body: responseObject(plan, request, outcomeOf(plan), outputItems(plan)), chunks: plan.chunkCount }
  }

  /** `GET /responses/{id}`, streamed with `?stream=true`. */
  retrieve(id: string, streamed: boolean, script: Script): Answer {
    const kept = this.#kept.get(id) ?? this.#made(id, script)
    const plan = { ...planAnswer(kept.request, kept.script, 'resp_'), id }
    if (streamed) return { kind: 'stream', events: responseEvents(plan, kept.request), done: false, typedErrors: true }
    kept.reads++
    const status: ResponseStatus = kept.cancelled ? 'cancelled' : kept.reads === 1 ? 'in_progress' : outcomeOf(plan)
    const isOver = status !== 'cancelled' && status !== 'in_progress'
    return { kind: 'json', body: responseObject(plan, kept.request, status, isOver ? outputItems(plan) : []) }
  }

  /** `POST /responses/{id}/cancel`. */
  cancel(id: string, script: Script): Answer {
    const kept = this.#kept.get(id) ?? this.#made(id, script)
    kept.cancelled = true
    return this.retrieve(id, false, script)
  }

  /** `DELETE /responses/{id}`. */
  remove(id: string): Answer {
    this.#kept.delete(id)
    return { kind: 'json', body: { id, object: 'response', deleted: true } }
  }

  clear(): void {
    this.#kept.clear()
  }

  #made(id: string, script: Script): { request: JsonObject; script: Script; reads: number; cancelled: boolean } {
    const made = { request: {}, script, reads: 2, cancelled: false }
    this.#kept.set(id, made)
    return made
  }
}
