import { makeCalls, readStream } from '../measures/consume.ts'
import type { Subject } from './contender.ts'

/** @throws where an instrumentation records nothing of a call or of a stream: its row would show the cost of not working */
export async function prove({ client, flush, recorded }: Subject): Promise<void> {
  const before = recorded?.() ?? 0
  await makeCalls(client, 1)
  await flush()
  const afterCall = recorded?.() ?? 0
  await readStream(client, 20)
  await flush()
  const afterStream = recorded?.() ?? 0
  if (!recorded) return
  if (afterCall === before) throw new Error('records nothing of a call')
  if (afterStream === afterCall) throw new Error('records nothing of a stream')
}
