import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/**
 * All copies of `@opentelemetry/api` share one registry, but a copy refuses a registry of an older minor version than its own
 * (https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/semver.ts) and then records nothing. So copies of
 * one version are harmless, and copies of several lose whatever the newer ones record.
 */
export function checkApiCopies({ packages }: Facts): Finding[] {
  const copies = packages.filter(({ name }) => name === '@opentelemetry/api')
  const versions = [...new Set(copies.map(({ version }) => version))]
  if (copies.length === 0) {
    const fix = 'npm install @opentelemetry/api'
    return [{ area: 'installed', level: 'loss', text: '@opentelemetry/api is not installed where this directory looks for it.', fix }]
  }
  if (versions.length === 1) {
    const text = `@opentelemetry/api ${versions[0]}${copies.length > 1 ? ` (${copies.length} copies of one version, harmless)` : ''}`
    return [{ area: 'installed', level: 'ok', text }]
  }
  const where = copies.map(({ version, foundBy }) => `${version} (${foundBy === undefined ? 'the application' : foundBy})`).join(', ')
  return [
    {
      area: 'installed',
      level: 'loss',
      text: `Several versions of @opentelemetry/api: ${where}. What a newer copy records is lost when an older one is registered first.`,
      fix: `Keep one version: npm dedupe, or "overrides": { "@opentelemetry/api": "${versions.toSorted(byVersion).at(-1)}" } in package.json.`,
    },
  ]
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
