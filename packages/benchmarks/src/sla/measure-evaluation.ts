import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { generate } from '@tokenscope/sla'
import { startStack } from '@tokenscope/stack'
import { scrape } from '@tokenscope/testing'
import { median } from '../report/median.ts'
import { modelNames, otlpOf, targetsOf } from './many-models.ts'

/** A sample each half minute, as many in a window as in production. */
const SAMPLE_SECONDS = 30
const DURATION = 'prometheus_rule_group_last_duration_seconds'

export interface EvaluationPlan {
  readonly models: number
  /** Windows and intervals are so many times shorter; the slowest group comes round every five minutes by this. */
  readonly speed: number
  readonly seconds: number
}

export interface Evaluation {
  readonly series: number
  readonly rules: number
  /** Of each group the median, all groups together, milliseconds. */
  readonly milliseconds: number
  /** The group that takes longest, milliseconds. */
  readonly slowestGroupMilliseconds: number
}

/** Runs the rules for so many models in a real Prometheus that gets what two services send. */
export async function measureEvaluation({ models: count, speed, seconds }: EvaluationPlan): Promise<Evaluation> {
  const folder = await mkdtemp(join(tmpdir(), 'tokenscope-bench-sla-'))
  const models = modelNames(count)
  try {
    for (const { path, content } of generate(targetsOf(models), { speed }).filter((file) => file.path.startsWith('rules/'))) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const stack = await startStack({
      components: ['prometheus'],
      ports: 'any',
      dataFolder: join(folder, 'stack'),
      rulesFolder: join(folder, 'rules'),
    })
    try {
      return await observe(stack.urls.prometheus, models, { seconds, sampleMs: (SAMPLE_SECONDS / speed) * 1000 })
    } finally {
      await stack.shutdown()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function observe(
  prometheus: string,
  models: readonly string[],
  { seconds, sampleMs }: { readonly seconds: number; readonly sampleMs: number },
): Promise<Evaluation> {
  const startMs = Date.now()
  const durations = new Map<string, Set<number>>()
  while (Date.now() < startMs + seconds * 1000) {
    const nextMs = Date.now() + sampleMs
    await push(prometheus, otlpOf(models, startMs))
    // The first half fills the windows.
    if (Date.now() > startMs + seconds * 500) {
      for (const { name, labels, value } of await scrape(`${prometheus}/metrics`)) {
        const group = labels.rule_group ?? ''
        if (name === DURATION) durations.set(group, (durations.get(group) ?? new Set()).add(value))
      }
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextMs - Date.now())))
  }
  const page = await scrape(`${prometheus}/metrics`)
  const total = (wanted: string): number => page.reduce((sum, { name, value }) => (name === wanted ? sum + value : sum), 0)
  const medians = [...durations.values()].map((values) => median([...values]) * 1000)
  return {
    series: total('prometheus_tsdb_head_series'),
    rules: total('prometheus_rule_group_rules'),
    milliseconds: medians.reduce((sum, value) => sum + value, 0),
    slowestGroupMilliseconds: Math.max(...medians),
  }
}

async function push(prometheus: string, body: object): Promise<void> {
  const response = await fetch(`${prometheus}/api/v1/otlp/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`Prometheus answered ${response.status}: ${(await response.text()).slice(0, 300)}`)
}
