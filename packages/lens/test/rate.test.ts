import { expect, it } from 'vitest'
import { Rate } from '../src/take-in/rate.ts'

it('a rate is that of the last ten whole seconds, in the middle of one too, and ends with them', () => {
  const rate = new Rate()
  for (let tenth = 0; tenth <= 305; tenth++) rate.add(10, tenth * 100)
  expect(rate.perSecond(30_500)).toBe(100)
  expect(rate.perSecond(41_500)).toBe(0)
})
