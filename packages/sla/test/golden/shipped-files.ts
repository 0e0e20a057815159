import { join } from 'node:path'
import { DEFAULT_TARGETS, type GeneratedFile, generate, type SlaTargets } from '@tokenscope/sla'

const ROOT = join(import.meta.dirname, '../../../..')

/** What the shipped Collector judges by: the default targets, and a second until the first token. */
export const SHIPPED_TARGETS: SlaTargets = withObjectives({ timeToFirstToken: [{ quantile: 0.95, seconds: 1 }] })

/** Every kind of objective, so that every alert exists. */
export const ALL_OBJECTIVES: SlaTargets = withObjectives({
  timeToFirstToken: [{ quantile: 0.95, seconds: 1 }],
  outputTokensPerSecond: 15,
  queueSeconds: 2,
  costPerDay: 100,
})

/** Files of the repository that are generated of targets, by their absolute paths. */
export function shippedFiles(): GeneratedFile[] {
  const overlay = generate(SHIPPED_TARGETS).filter(({ path }) => path === 'collector/sla.yaml')
  const runbooks = generate(ALL_OBJECTIVES).filter(({ path }) => path.startsWith('runbooks/'))
  return [
    ...overlay.map(({ path, content }) => ({ path: join(ROOT, path), content })),
    ...runbooks.map(({ path, content }) => ({ path: join(ROOT, 'packages/docs', path), content })),
  ]
}

function withObjectives(objectives: Partial<SlaTargets['scopes'][number]['objectives']>): SlaTargets {
  const scopes = DEFAULT_TARGETS.scopes.map((scope) => ({ ...scope, objectives: { ...scope.objectives, ...objectives } }))
  return { ...DEFAULT_TARGETS, scopes }
}
