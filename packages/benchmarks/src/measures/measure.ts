import type { Subject } from '../contenders/contender.ts'
import { makeCalls, readStream } from './consume.ts'
import { type Cost, costOf } from './cost.ts'
import { type HeapGrowth, heapGrowth } from './heap.ts'

/** One piece of work for a process that holds a client. */
export type Task =
  | { readonly kind: 'calls'; readonly calls: number }
  | { readonly kind: 'streams'; readonly streams: number; readonly chunks: number }
  | { readonly kind: 'heap'; readonly chunks: number }

export type Result = Cost | HeapGrowth

/** Does the work and says what it took. Batches are handed over after it, so that none carries into the next one's time. */
export async function measure(subject: Subject, task: Task): Promise<Result> {
  if (task.kind === 'heap') return heapGrowth(subject, task.chunks)
  const cost = await costOf(async () => {
    if (task.kind === 'calls') await makeCalls(subject.client, task.calls)
    else for (let i = 0; i < task.streams; i++) await readStream(subject.client, task.chunks)
  })
  await subject.flush()
  return cost
}
