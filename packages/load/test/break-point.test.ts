import { describe, expect, it } from 'vitest'
import type { LoadResult, StageResult } from '../src/index.ts'
import { tellBreakPoint, tellTooFew, tellTwice } from '../src/report/sentences.ts'
import { findBreakPoint, nextLevel } from '../src/run/break-point.ts'

/** `4 met`, `8 breached`, and with `?` behind it a stage whose figures are the generator's own, with `!` one that the server did not keep up with. */
function results(text: string, requests = 5_000): StageResult[] {
  return text.split(', ').map((stage) => {
    const [, level, verdict, mark] = /^(\d+) (\w+)([?!]?)$/.exec(stage)!
    const figures = {
      stage: { model: 'closed', level: Number(level) },
      requests,
      unreliable: mark ? 'why' : undefined,
      overloaded: mark === '!',
    }
    return { figures, verdict: { verdict, targets: [], goodput: 0 } } as unknown as StageResult
  })
}

function run(text: string, requests?: number): LoadResult {
  const stages = results(text, requests)
  const objectives = { responseTimes: [{ quantile: 0.99, seconds: 3 }], errorRate: 0.001 }
  const plan = { stages: stages.map(({ figures }) => figures.stage), objectives }
  return { plan, stages, breakPoint: findBreakPoint(stages), interrupted: false } as unknown as LoadResult
}

describe('the search', () => {
  it.each(Array.from({ length: 64 }, (_, i) => i + 1))(
    'finds a capacity of %i callers, to within a tenth or the next whole number',
    (capacity) => {
      const verdict = (level: number): string => `${level} ${level <= capacity ? 'met' : 'breached'}`
      const ramp = [1, 2, 4, 8, 16, 32, 64, 128]
      const tried = ramp.slice(0, ramp.findIndex((level) => level > capacity) + 1).map(verdict)
      for (let level = nextLevel(results(tried.join(', '))); level !== undefined; level = nextLevel(results(tried.join(', ')))) {
        tried.push(verdict(level))
        expect(tried.length).toBeLessThan(20)
      }
      const { met, breached } = findBreakPoint(results(tried.join(', ')))!
      expect(met! <= capacity && breached! > capacity).toBe(true)
      expect(breached! / met! <= 1.1 || breached! - met! === 1).toBe(true)
    },
  )
})

describe('where the SLA breaks', () => {
  it.each<[stages: string, told: string]>([
    ['1 met, 2 met', 'The SLA was met at every level, up to 2 callers.'],
    ['1 met, 2 met, 4 breached', 'The SLA is met up to 2 callers and breaks at 4 callers.'],
    ['1 breached', 'The SLA is breached already at 1 caller, the lowest level.'],
    ['1 met, 2 breached?', 'The SLA was met up to 1 caller; at 2 callers it is not known.'],
    ['1 met, 2 met?, 4 met', 'The SLA was met up to 4 callers; at 2 callers it is not known.'],
    ['1 met, 2 breached!', 'The SLA is met up to 1 caller and breaks at 2 callers.'],
    ['1 met, 2 met!', 'The SLA was met up to 1 caller; at 2 callers it is not known.'],
    [
      '1 met, 2 breached, 4 met, 8 breached',
      'The SLA is met up to 1 caller and breaks at 2 callers. But it was met at 4 callers again: chance, or something else than load, is in these figures; give --duration more time.',
    ],
    ['1 breached?', 'Whether the SLA was met is not known: no stage could be judged by it.'],
  ])('after %s', (stages, told) => {
    expect(tellBreakPoint(run(stages))).toBe(told)
  })

  it('is told with the levels that were measured twice', () => {
    const [one, two] = results('1 met, 2 breached')
    const longer = { ...two!, figures: { ...two!.figures, seconds: 20 } }
    const given = run('1 met, 2 breached')
    expect(tellTwice({ ...given, plan: { ...given.plan, stageSeconds: 10 }, stages: [one!, longer] })).toBe(
      'Measured twice, because most requests were good when the SLA first broke: 2 callers.',
    )
  })

  it('is told with a warning where there were fewer requests than the SLA speaks of', () => {
    expect(tellTooFew(run('1 met, 2 met'))).toBeUndefined()
    expect(tellTooFew(run('1 met, 2 met', 40))).toBe(
      'Few requests (40 at 1, 40 at 2): the rarest of what the SLA speaks of is one in 1000, so that "met" says little there. Give --duration more time.',
    )
  })
})
