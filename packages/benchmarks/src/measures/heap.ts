import type { Subject } from '../contenders/contender.ts'
import { readStream } from './consume.ts'

/** Live memory around one stream, in bytes above what lived before it. */
export interface HeapGrowth {
  /** The most that lived at any of the points, its end (before the span is exported) included. */
  readonly peakBytes: number
  /** What lives once the stream is forgotten and everything is exported. */
  readonly retainedBytes: number
}

const POINTS = 16

/**
 * Live memory during one stream: what the garbage collector cannot take, heap and array buffers together. Garbage is not counted here;
 * collecting it is part of the CPU time.
 */
export async function heapGrowth(subject: Subject, chunks: number): Promise<HeapGrowth> {
  const every = Math.max(1, Math.floor(chunks / POINTS))
  const before = live()
  let peak = 0
  await readStream(subject.client, chunks, (index) => {
    if (index % every === every - 1) peak = Math.max(peak, live())
  })
  peak = Math.max(peak, live())
  await subject.flush()
  // Finalizers and the stream's own clean-up take a turn or two.
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setTimeout(done, 1))
  return { peakBytes: peak - before, retainedBytes: live() - before }
}

function live(): number {
  const { gc } = globalThis
  if (!gc) throw new Error('start node with --expose-gc')
  // What the first collection finalizes (streams, buffers), the second one takes.
  gc()
  gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
