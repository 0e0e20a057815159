import { parseTargets } from '@tokenscope/sla'
import { describe, expect, it } from 'vitest'
import { toBatches } from '../../src/check/batches.ts'

describe('scopes are asked for together', () => {
  it('where they differ in nothing but their model, twenty at a time', () => {
    const models = Array.from({ length: 45 }, (_, i) => `  - model: m${i}\n`).join('')
    const { scopes } = parseTargets(
      `scopes:\n${models}  - {model: tight, p99_response_time: 4s, p95_response_time: 2560ms}\n  - {model: m0, service: shop}\n  - environment: test\n  - environment: production\n`,
    )
    const batches = toBatches(scopes)
    expect(batches.map(({ asked, scopes: { length } }) => [asked.id, asked.models?.length, length])).toEqual([
      ['m0', 20, 20],
      ['m20', 20, 20],
      ['m40', 5, 5],
      ['tight', undefined, 1],
      ['m0-shop', undefined, 1],
      ['test', undefined, 1],
      ['production', undefined, 1],
    ])
    expect(batches.flatMap((batch) => batch.scopes)).toEqual(scopes)
  })
})
