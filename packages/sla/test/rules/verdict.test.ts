import { parseTargets } from '@tokenscope/sla'
import { describe, expect, it } from 'vitest'
import { verdictStatements } from '../../src/outputs/verdict-statements.ts'

describe('the verdict on a call', () => {
  it('is by promises of nearly all calls: half of them may take longer than p50 and none breaches it', () => {
    const { scopes } = parseTargets(
      'p50_response_time: 640ms\np90_response_time: 1280ms\np95_response_time: 3s\np99_response_time: off\np50_time_to_first_token: 160ms\np95_time_to_first_token: 320ms\n',
    )
    const statements = verdictStatements(scopes).join('\n')
    const limits = [...statements.matchAll(/> ([\d.]+)/g)].map(([, limit]) => limit)
    expect(new Set(limits)).toEqual(new Set(['0.32', '1280000000', '3000000000']))
  })
})
