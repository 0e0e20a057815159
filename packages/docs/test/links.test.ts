import { globSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findDeadLinks } from '../src/find-dead-links.ts'
import { ROOT, read } from '../src/pages.ts'

const pages = globSync(['*.md', 'packages/*/*.md', 'packages/docs/{decisions,sla,stack}/*.md', 'examples/*/*.md', 'collector/**/*.md'], {
  cwd: ROOT,
})

it.each(pages.filter((path) => !path.includes('node_modules')).sort())('the links of %s lead somewhere', (path) => {
  expect(findDeadLinks(ROOT, path, read(path))).toEqual([])
})

it('a link to nothing is found, a link to the web or inside code is not followed', () => {
  const page = '[a](README.md) [b](nothing.md#part) [c](https://example.com) ```[d](no.md)```'
  expect(findDeadLinks(ROOT, 'README.md', page)).toEqual(['nothing.md'])
})
