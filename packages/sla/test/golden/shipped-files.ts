import { join } from 'node:path'
import { DEFAULT_TARGETS, type GeneratedFile, generate, type SlaTargets } from '@tokenscope/sla'

const ROOT = join(import.meta.dirname, '../../../..')

/** What the shipped stack judges by: the default targets, and a second until the first token; links to its own addresses. */
export const SHIPPED_TARGETS: SlaTargets = {
  ...withObjectives({ timeToFirstToken: [{ quantile: 0.95, seconds: 1 }] }),
  links: { grafana: 'http://127.0.0.1:3000', jaeger: 'http://127.0.0.1:16686' },
}

/** Every kind of objective, so that every alert exists. */
export const ALL_OBJECTIVES: SlaTargets = withObjectives({
  timeToFirstToken: [{ quantile: 0.95, seconds: 1 }],
  outputTokensPerSecond: 15,
  queueSeconds: 2,
  costPerDay: 100,
})

/** Where the shipped stack has what is generated; its boards are written with the documentation. */
const SHIPPED: readonly (readonly [generated: RegExp, folder: string])[] = [
  [/^collector\//, ''],
  [/^(?:rules|runbooks)\//, 'collector/prometheus'],
]

/** The shipped Prometheus itself shows the runbooks (`--web.user-assets`), at whatever address it has. */
const RUNBOOK_PATH = /runbook_url: runbooks\/(\S+)/g

/** Files of the repository that are generated of targets, by their absolute paths. */
export function shippedFiles(): GeneratedFile[] {
  const shipped = generate(SHIPPED_TARGETS).flatMap(({ path, content }) =>
    SHIPPED.filter(([generated]) => generated.test(path)).map(([, folder]) => ({
      path: join(ROOT, folder, path),
      content: content.replaceAll(RUNBOOK_PATH, "runbook_url: '{{ $$externalURL }}/user/$1'"),
    })),
  )
  const runbooks = generate(ALL_OBJECTIVES).filter(({ path }) => path.startsWith('runbooks/'))
  return [...shipped, ...runbooks.map(({ path, content }) => ({ path: join(ROOT, 'packages/docs', path), content }))]
}

function withObjectives(objectives: Partial<SlaTargets['scopes'][number]['objectives']>): SlaTargets {
  const scopes = DEFAULT_TARGETS.scopes.map((scope) => ({ ...scope, objectives: { ...scope.objectives, ...objectives } }))
  return { ...DEFAULT_TARGETS, scopes }
}
