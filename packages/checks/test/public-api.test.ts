import { describe, expect, it } from 'vitest'
import { compareApi } from '../src/api-snapshot.ts'
import { readPublishable } from '../src/workspace.ts'

describe('the public API', () => {
  it.each(readPublishable())('of $manifest.name is the one that was written down', async (pkg) => {
    expect(await compareApi(pkg)).toBe('same')
  })
})
