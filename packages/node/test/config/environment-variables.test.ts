import { expect, test } from 'vitest'
import { ENVIRONMENT_VARIABLES } from '../../src/config/environment-variables.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'

/** Read under a second name only, for those who set it. */
const SYNONYMS = ['OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT', 'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT']
const OF_ONE_SIGNAL = /^OTEL_EXPORTER_OTLP_(?:TRACES|METRICS|LOGS)_(?:ENDPOINT|PROTOCOL)$/

test('every variable that is read is in the table', () => {
  const asked = new Set<string>()
  const get = (env: Record<string, string>, name: string): string | undefined => {
    asked.add(name)
    return env[name]
  }
  resolveConfig({}, new Proxy({ OTEL_TRACES_SAMPLER: 'traceidratio' }, { get }))
  const listed = new Set(ENVIRONMENT_VARIABLES.flatMap(({ variables }) => variables.map(({ name }) => name)))
  expect([...asked].filter((name) => !listed.has(name) && !SYNONYMS.includes(name) && !OF_ONE_SIGNAL.test(name))).toEqual([])
})

test('each variable is there once, with a meaning that is a sentence', () => {
  const all = ENVIRONMENT_VARIABLES.flatMap(({ variables }) => variables)
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  expect(all.filter(({ meaning }) => !/^[`'A-Z].*[.`]$/.test(meaning)).map(({ name }) => name)).toEqual([])
})
