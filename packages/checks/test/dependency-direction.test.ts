import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findForbiddenDependencies, findUndeclaredImports } from '../src/dependency-rules.ts'
import { readPublishable } from '../src/workspace.ts'

describe('dependencies point one way', () => {
  it.each(readPublishable())('$folder depends only on what the architecture allows', ({ folder, manifest }) => {
    expect(findForbiddenDependencies(folder, manifest)).toEqual([])
  })

  it.each(readPublishable())('$folder imports no package of ours that it does not depend on', ({ path, manifest }) => {
    const sources = globSync('src/**/*.ts', { cwd: path }).map((file) => readFileSync(join(path, file), 'utf8'))
    expect(sources.flatMap((source) => findUndeclaredImports(manifest, source))).toEqual([])
  })

  it('is what the rules find when it is not so', () => {
    const manifest = { name: '@tokenscope/gpu', version: '1.0.0', dependencies: { '@tokenscope/openai': 'workspace:*' } }
    expect(findForbiddenDependencies('gpu', manifest)).toEqual(['packages/gpu depends on @tokenscope/openai: allowed are semconv'])
    expect(findForbiddenDependencies('new', manifest)).toEqual(['packages/new has no row in the table of allowed dependencies'])
    expect(findUndeclaredImports(manifest, "import { a } from '@tokenscope/core'\nawait import('@tokenscope/openai')")).toEqual([
      '@tokenscope/core',
    ])
  })
})
