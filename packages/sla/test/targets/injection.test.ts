import { parser } from '@prometheus-io/lezer-promql'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { generate, inspectTargets, parseTargets } from '../../src/index.ts'
import { yamlDocument } from '../../src/outputs/yaml-document.ts'
import { equal, selector } from '../../src/promql/selector.ts'

const NASTY = [
  '"} or vector(1) #',
  '\\',
  '\\"',
  '"',
  "'",
  '`',
  '$1 $model ${',
  '{{ $labels.x }}',
  'a\nb: c',
  'a: b # c',
  '- a',
  '*a',
  '!!js/function x',
  '%Y',
  '.*',
  '模型 \u{1F600}',
  '../../etc/passwd',
]

const names = fc.oneof(
  fc.constantFrom(...NASTY),
  fc
    .array(fc.constantFrom('"', '\\', "'", '`', '{', '}', '\n', '#', ':', '$', '%', '/', '(', ')', ',', 'a', ' ', '\u2028'), {
      maxLength: 20,
    })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

describe('a model name that is accepted', () => {
  it('is one string literal in PromQL and one scalar in YAML', () => {
    fc.assert(
      fc.property(names, (model) => {
        if (!inspectTargets(stringify({ model })).targets) return
        const query = selector('requests_total', [equal('model', model)])
        expect(literalsOf(query).map((literal) => JSON.parse(literal) as unknown)).toEqual([model])
        expect(parse(yamlDocument({ model }))).toEqual({ model })
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves everything that is generated the same, but for the name', () => {
    const shapeOf = (model: string): unknown =>
      generate(parseTargets(stringify({ model, id: 'm' }))).map(({ path, content }) => [
        path,
        path.endsWith('.yml') ? keysOf(parse(content)) : '',
      ])
    const plain = shapeOf('m')
    const accepted = NASTY.filter((model) => inspectTargets(stringify({ model })).targets)
    expect(accepted).toEqual(NASTY.filter((model) => !/\n|\{\{|\$\{/.test(model)))
    for (const model of accepted) expect([model, shapeOf(model)]).toEqual([model, plain])
  })
})

/** String literals of a query, which must be one that can be parsed. */
function literalsOf(query: string): string[] {
  const found: string[] = []
  parser.parse(query).iterate({
    enter: ({ name, type, from, to }) => {
      if (type.isError) throw new Error(`not PromQL: ${query}`)
      if (name === 'StringLiteral') found.push(query.slice(from, to))
    },
  })
  return found
}

/** The keys of a document, level by level, and the number of literals of each query in it. */
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).map(([key, inner]) => [
    key,
    key === 'expr' && typeof inner === 'string' ? literalsOf(inner).length : keysOf(inner),
  ])
}
