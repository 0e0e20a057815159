import { collectorFolder, configVariables, runningUrls } from '@tokenscope/stack'
import { planExports, SIGNALS } from './export-plan.ts'
import type { Facts } from './facts.ts'
import { findPackages } from './probes/find-packages.ts'
import { probeGpu } from './probes/probe-gpu.ts'
import { probeOtlp } from './probes/probe-otlp.ts'
import { probePort } from './probes/probe-port.ts'
import { probeStack, stackAddresses } from './probes/probe-stack.ts'
import { probeTrace } from './probes/probe-trace.ts'

/**
 * Looks at the disk, the network, the stack and the GPU, all at once. Nothing here throws.
 * @param sendTrace whether to send a trace, which is the only thing that this changes anywhere
 */
export async function gatherFacts(cwd: string, env: Facts['env'], sendTrace: boolean, signal: AbortSignal): Promise<Facts> {
  const packages = await findPackages(cwd)
  const isInstalled = (wanted: string): boolean => packages.some(({ name, foundBy }) => name === wanted && foundBy === undefined)
  const plan = planExports(env, !isInstalled('@tokenscope/node') && isInstalled('@opentelemetry/sdk-node') ? 'sdk' : 'tokenscope')
  const targets = SIGNALS.map((signal) => plan.signals[signal].otlp).filter((target) => target !== undefined)
  const addresses = stackAddresses(env, await runningUrls().catch(() => undefined))
  const [answers, port, gpu, stack, sentTrace] = await Promise.all([
    Promise.all(plan.disabled ? [] : targets.map(async (target) => [target.url, await probeOtlp(target)] as const)),
    plan.prometheus && !plan.disabled ? probePort(plan.prometheus.host, plan.prometheus.port) : undefined,
    probeGpu('nvidia-smi'),
    probeStack(addresses),
    sendTrace ? traceAlong(plan, addresses.jaeger, signal) : undefined,
  ])
  return {
    nodeVersion: process.versions.node,
    env,
    packages,
    plan,
    answers: new Map(answers),
    port,
    gpu,
    stackVariables: configVariables(collectorFolder()),
    stack,
    sentTrace,
  }
}

async function traceAlong(plan: Facts['plan'], jaeger: string, signal: AbortSignal): Promise<Facts['sentTrace']> {
  const target = plan.disabled ? undefined : plan.signals.traces.otlp
  return target === undefined ? 'no-target' : await probeTrace(target, jaeger, signal)
}
