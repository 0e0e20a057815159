import { planExports, SIGNALS } from './export-plan.ts'
import type { Facts } from './facts.ts'
import { findPackages } from './probes/find-packages.ts'
import { probeGpu } from './probes/probe-gpu.ts'
import { probeOtlp } from './probes/probe-otlp.ts'
import { probePort } from './probes/probe-port.ts'

/** Looks at the disk, the network and the GPU, all at once. Nothing here throws. */
export async function gatherFacts(cwd: string, env: Facts['env']): Promise<Facts> {
  const packages = await findPackages(cwd)
  const isInstalled = (wanted: string): boolean => packages.some(({ name, foundBy }) => name === wanted && foundBy === undefined)
  const plan = planExports(env, !isInstalled('@tokenscope/node') && isInstalled('@opentelemetry/sdk-node') ? 'sdk' : 'tokenscope')
  const targets = SIGNALS.map((signal) => plan.signals[signal].otlp).filter((target) => target !== undefined)
  const [answers, port, gpu] = await Promise.all([
    Promise.all(plan.disabled ? [] : targets.map(async (target) => [target.url, await probeOtlp(target)] as const)),
    plan.prometheus && !plan.disabled ? probePort(plan.prometheus.host, plan.prometheus.port) : undefined,
    probeGpu('nvidia-smi'),
  ])
  return { nodeVersion: process.versions.node, env, packages, plan, answers: new Map(answers), port, gpu }
}
