import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePrometheusText } from '@tokenscope/testing'
import { onTestFinished } from 'vitest'
import type { BridgeUnderTest } from './bridge-of.ts'
import { type FakeRobots, type RobotAnswer, startFakeRobots } from './fake-robots.ts'

/** Robots that end with the test. */
export async function robots(rest?: RobotAnswer): Promise<FakeRobots> {
  const fake = await startFakeRobots(rest)
  onTestFinished(() => fake.close())
  return fake
}

interface Letter {
  readonly robot: string
  readonly reason: string
  readonly code?: number
  readonly status: string
}

/** What the bridge has written down. */
export function deadLetters({ folder }: BridgeUnderTest): Letter[] {
  const file = join(folder, 'dead-letters.jsonl')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Letter)
}

/** A figure of the bridge's metrics. */
export async function value({ bridge }: BridgeUnderTest, name: string, labels: Record<string, string>): Promise<number | undefined> {
  const samples = parsePrometheusText(await (await fetch(`${bridge.url}/metrics`)).text())
  return samples.find((sample) => sample.name === name && Object.entries(labels).every(([key, text]) => sample.labels[key] === text))?.value
}
