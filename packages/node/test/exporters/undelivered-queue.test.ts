import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import { hub } from '@tokenscope/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type BatchExporter, UndeliveredQueue } from '../../src/exporters/undelivered-queue.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  hub().failures.clear()
})

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

/** An exporter whose receiver answers as told, and what it received. */
class Receiver implements BatchExporter<string> {
  error: Error | undefined
  attempts = 0
  readonly received: string[] = []

  export(items: string[], done: (result: ExportResult) => void): void {
    this.attempts++
    if (!this.error) this.received.push(...items)
    done(this.error ? { code: ExportResultCode.FAILED, error: this.error } : { code: ExportResultCode.SUCCESS })
  }
  async shutdown(): Promise<void> {}
}

function queueTo(receiver: BatchExporter<string>): { put(...items: string[]): Promise<void>; queue: UndeliveredQueue<string> } {
  const queue = new UndeliveredQueue(receiver, { what: 'test export', maxItems: 4, retryMs: 1_000 })
  return { queue, put: (...items) => new Promise((resolve) => queue.export(items, () => resolve())) }
}

test('what could not be delivered is delivered in order when the receiver is back, without anything new to send', async () => {
  const receiver = new Receiver()
  const { put } = queueTo(receiver)
  receiver.error = AWAY
  await put('a', 'b')
  await put('c')
  receiver.error = undefined
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receiver.received).toEqual(['a', 'b', 'c'])
})

test('while the receiver is away it is asked ever less often, not at each export', async () => {
  const receiver = new Receiver()
  const { put } = queueTo(receiver)
  receiver.error = AWAY
  for (let i = 0; i < 10; i++) await put('x')
  expect(receiver.attempts).toBe(1)
  await vi.advanceTimersByTimeAsync(7_500)
  expect(receiver.attempts).toBe(4)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(receiver.attempts).toBeLessThanOrEqual(16)
})

test('memory is bounded: the oldest are lost first', async () => {
  const receiver = new Receiver()
  const { put } = queueTo(receiver)
  receiver.error = AWAY
  for (const item of ['1', '2', '3', '4', '5', '6']) await put(item)
  receiver.error = undefined
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receiver.received).toEqual(['3', '4', '5', '6'])
})

test('a flush tries at once', async () => {
  const receiver = new Receiver()
  const { put, queue } = queueTo(receiver)
  receiver.error = AWAY
  await put('a')
  receiver.error = undefined
  await queue.forceFlush()
  expect(receiver.received).toEqual(['a'])
})

test.each([
  ['a batch that the receiver refuses', Object.assign(new Error('Bad Request'), { code: 400 })],
  ['a batch refused by gRPC', Object.assign(new Error('INVALID_ARGUMENT'), { code: 3 })],
])('%s is given up and does not hold up the next', async (_, error) => {
  const receiver = new Receiver()
  const { put } = queueTo(receiver)
  receiver.error = error
  await put('bad')
  receiver.error = undefined
  await put('good')
  expect(receiver.received).toEqual(['good'])
  expect(vi.getTimerCount()).toBe(0)
})

test('an exporter that throws loses its batch, harms nobody and is counted', async () => {
  const { put } = queueTo({
    export: () => {
      throw new Error('broken')
    },
    shutdown: async () => undefined,
  })
  await put('a')
  expect(hub().failures.get('test export')).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})

test.each([429, 503, 14])('an overloaded receiver (%d) is asked again', async (code) => {
  const receiver = new Receiver()
  const { put } = queueTo(receiver)
  receiver.error = Object.assign(new Error('busy'), { code })
  await put('a')
  receiver.error = undefined
  await vi.advanceTimersByTimeAsync(1_000)
  expect(receiver.received).toEqual(['a'])
})

test('after a shutdown nothing is scheduled', async () => {
  const receiver = new Receiver()
  const { put, queue } = queueTo(receiver)
  receiver.error = AWAY
  await put('a')
  await queue.shutdown()
  expect(vi.getTimerCount()).toBe(0)
})
