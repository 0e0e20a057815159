import * as semconv from '@tokenscope/semconv'
import { type CollectorConfig, textsIn } from './collector-config.ts'
import type { Finding } from './finding.ts'

const NAME = /(?<![\w.\\])(?:gen_ai|hw|tokenscope|system)\.[a-z0-9_]+(?:\.[a-z0-9_]+)*(?![\w\\])/g

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.entries(semconv).flatMap(([name, value]) => (/^(?:ATTR|EVENT)_/.test(name) ? [String(value)] : [])),
  ...Object.values(semconv.PROFILES).map(({ attributes }) => attributes.cacheWriteInputTokens),
  ...semconv.ALL_METRICS.map(({ name }) => name),
  ...Object.keys(semconv.LEGACY_ATTRIBUTES),
])

/** Attributes, events and metrics of ours and of the conventions that `semconv` does not know, in statements and conditions too. */
export function findUnknownNames(config: CollectorConfig): Finding[] {
  const unknown = textsIn({ ...config.root }).flatMap(({ path, text }) =>
    [...text.matchAll(NAME)].map(([name]) => ({ path, name })).filter(({ name }) => !KNOWN.has(name)),
  )
  const seen = new Set<string>()
  return unknown
    .filter(({ path, name }) => !seen.has(`${path} ${name}`) && seen.add(`${path} ${name}`))
    .map(({ path, name }) => ({
      file: config.file,
      path,
      message: `semconv does not know ${name}, so nothing sends it`,
      remedy: 'Correct the name, or add it to packages/semconv',
    }))
}
