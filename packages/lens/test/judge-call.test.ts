import { parseTargets } from '@tokenscope/sla'
import { expect, it } from 'vitest'
import { judgeCall } from '../src/calls/judge-call.ts'
import { madeCalls } from './page/stub/made-calls.ts'

it('a call that takes longer than p50, as half of them may, breaches nothing', () => {
  const [sample] = madeCalls(1)
  const { scopes } = parseTargets('p50_response_time: 640ms\np95_response_time: 3s\np50_time_to_first_token: 10ms')
  const judge = (durationSeconds: number): string | null => {
    const call = { ...sample!, operation: 'chat', outcome: 'completed', errorType: null, timeToFirstToken: 0.5, durationSeconds } as const
    return judgeCall(call, { attributes: {}, environment: null, hasErrorStatus: false }, scopes).verdict
  }
  expect([judge(2), judge(4)]).toEqual(['met', 'breached'])
})
