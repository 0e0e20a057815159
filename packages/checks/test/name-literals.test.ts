import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findNameLiterals } from '../src/name-literals.ts'
import { readPublishable } from '../src/workspace.ts'

describe('names of telemetry', () => {
  it.each(readPublishable().filter(({ folder }) => folder !== 'semconv'))('in $folder all come from semconv', ({ path }) => {
    const found = globSync('src/**/*.ts', { cwd: path }).flatMap((file) =>
      findNameLiterals(readFileSync(join(path, file), 'utf8')).map((name) => `${file}: ${name}`),
    )
    expect(found).toEqual([])
  })

  it('are found in code and not in comments', () => {
    expect(findNameLiterals("/** `gen_ai.a` */\n// 'hw.id'\nset('tokenscope.b.c', \"hw.d\") // `gen_ai.e`")).toEqual([
      'tokenscope.b.c',
      'hw.d',
    ])
  })
})
