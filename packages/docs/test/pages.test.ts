import { describe, expect, it } from 'vitest'
import { readNamedConstants } from '../src/named-constants.ts'
import { makePages, pagesWithCode, read } from '../src/pages.ts'
import { cutRegion, fillSnippets, findUnmarkedFences } from '../src/snippets.ts'

describe('generated pages', () => {
  it.each([...makePages()])('%s is what `pnpm run docs` writes', (path, text) => {
    expect(read(path)).toBe(text)
  })

  it('show no TypeScript that is not cut from a compiled file', () => {
    expect(pagesWithCode()).toContain('README.md')
    for (const path of pagesWithCode()) expect([path, ...findUnmarkedFences(read(path))]).toEqual([path])
  })

  it('say of every name what it means', () => {
    const files = ['gen-ai.ts', 'extensions.ts', 'gpu.ts', 'hw.ts'].map((file) => read(`packages/semconv/src/${file}`))
    const names = files.flatMap(readNamedConstants)
    expect(names.length).toBeGreaterThan(90)
    expect(names.filter(({ constant, meaning }) => /^(?:ATTR|EVENT)_/.test(constant) && meaning === '')).toEqual([])
  })
})

describe('snippets', () => {
  const source = 'before\n// #region a\n  one\n    two\n// #endregion\nafter\n'

  it('are cut from a region, without its indentation', () => {
    expect(cutRegion(source, 'a')).toBe('one\n  two')
    expect(() => cutRegion(source, 'b')).toThrow('no region "b"')
  })

  it('replace what stands in the fence', () => {
    const page = 'text\n<!-- code: x.ts#a -->\n```ts\nold\n```\nmore'
    expect(fillSnippets(page, () => source)).toBe('text\n<!-- code: x.ts#a -->\n```ts\none\n  two\n```\nmore')
  })

  it('are missed where code has no mark', () => {
    expect(findUnmarkedFences('```ts\na()\n```\n```sh\nls\n```')).toEqual(['a()\n'])
  })
})
