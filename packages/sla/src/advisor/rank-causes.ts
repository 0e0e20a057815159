import { type Cause, type CauseKind, toCause } from './cause.ts'
import { costlierCalls } from './causes/costlier-calls.ts'
import { deployment } from './causes/deployment.ts'
import { failingServer } from './causes/failing-server.ts'
import { gpuMemory } from './causes/gpu-memory.ts'
import { gpuThrottling } from './causes/gpu-throttling.ts'
import { hostMemory } from './causes/host-memory.ts'
import { longerOutputs } from './causes/longer-outputs.ts'
import { longerPrompts } from './causes/longer-prompts.ts'
import { oneServer } from './causes/one-server.ts'
import { queueing } from './causes/queueing.ts'
import { rateLimits } from './causes/rate-limits.ts'
import { slowDecoding } from './causes/slow-decoding.ts'
import { slowFirstToken } from './causes/slow-first-token.ts'
import type { Facts } from './facts.ts'

const KINDS: readonly CauseKind[] = [
  queueing,
  longerOutputs,
  longerPrompts,
  gpuThrottling,
  gpuMemory,
  rateLimits,
  failingServer,
  oneServer,
  hostMemory,
  deployment,
  slowFirstToken,
  slowDecoding,
  costlierCalls,
]

const STEPPED_BACK = 0.3

/** Everything that may be behind this kind of breach, the most likely first. Pure. */
export function rankCauses(facts: Facts): Cause[] {
  const reasons = KINDS.filter(({ isFallback = false }) => !isFallback).flatMap((kind) => toCause(kind, facts))
  const weight = reasons.some(({ verdict }) => verdict === 'likely') ? STEPPED_BACK : 1
  const places = KINDS.filter(({ isFallback = false }) => isFallback).flatMap((kind) => toCause(kind, facts, weight))
  return [...reasons, ...places].sort((a, b) => b.score - a.score)
}
