import {
  ATTR_GPU_PROCESS_FRAMEWORK,
  ATTR_HW_ID,
  ATTR_PROCESS_EXECUTABLE_NAME,
  ATTR_PROCESS_PID,
  GPU_PROCESS_COUNT,
  GPU_PROCESS_MEMORY_USAGE,
} from '@tokenscope/semconv'
import type { GpuDevice } from '../device/gpu-device.ts'
import type { MetricPoint } from '../metric-point.ts'
import { absentReason } from '../parse/absent.ts'
import type { ComputeApp } from '../parse/compute-apps.ts'

/** Serving frameworks by the name of their GPU process. */
const FRAMEWORKS: readonly (readonly [name: RegExp, framework: string])[] = [
  [/^VLLM::|(^|[\\/])vllm/i, 'vllm'],
  [/sglang/i, 'sglang'],
  [/llama-server|llama\.cpp|llama-cli/i, 'llama.cpp'],
  [/ollama/i, 'ollama'],
  [/tritonserver/i, 'triton'],
  [/text-generation/i, 'tgi'],
]

/** Memory of the `topN` largest processes, of all others as one point without a pid, and how many there are. Nothing where it is stale. */
export function processPoints(device: GpuDevice, nowMs: number, topN: number): readonly MetricPoint[] {
  const apps = freshApps(device, nowMs)
  if (apps === undefined) return []
  const identity = { [ATTR_HW_ID]: device.id }
  const known = byProcess(apps).sort((a, b) => b.memoryBytes! - a.memoryBytes! || a.pid - b.pid)
  const rest = known.slice(topN)
  const points: MetricPoint[] = [{ metric: GPU_PROCESS_COUNT, value: new Set(apps.map(({ pid }) => pid)).size, attributes: identity }]
  for (const app of known.slice(0, topN)) {
    points.push({ metric: GPU_PROCESS_MEMORY_USAGE, value: app.memoryBytes!, attributes: { ...identity, ...toAttributes(app) } })
  }
  if (rest.length > 0) points.push({ metric: GPU_PROCESS_MEMORY_USAGE, value: sumOf(rest), attributes: identity })
  return points
}

/** Those whose memory is known, once each: a process has a row for every slice of the GPU (MIG) that it works on. */
function byProcess(apps: readonly ComputeApp[]): ComputeApp[] {
  const found = new Map<number, ComputeApp>()
  for (const app of apps) {
    if (app.memoryBytes === undefined) continue
    found.set(app.pid, { ...app, memoryBytes: (found.get(app.pid)?.memoryBytes ?? 0) + app.memoryBytes })
  }
  return [...found.values()]
}

/** Memory that processes hold together: all there is on a GPU that shares the host's memory and never told of its own. */
export function memoryOfProcesses(device: GpuDevice, nowMs: number): number | undefined {
  const apps = device.tellsMemory || device.health.state === 'failed' ? undefined : freshApps(device, nowMs)
  return apps === undefined || apps.some(({ memoryBytes }) => memoryBytes === undefined) ? undefined : sumOf(apps)
}

function freshApps({ processes }: GpuDevice, nowMs: number): readonly ComputeApp[] | undefined {
  return processes !== undefined && nowMs <= processes.staleAtMs ? processes.value : undefined
}

function toAttributes({ pid, name }: ComputeApp): MetricPoint['attributes'] {
  const framework = FRAMEWORKS.find(([pattern]) => pattern.test(name))?.[1]
  return {
    [ATTR_PROCESS_PID]: pid,
    ...(absentReason(name) === undefined && { [ATTR_PROCESS_EXECUTABLE_NAME]: name.split(/[\\/]/).at(-1)!.slice(0, 64) }),
    ...(framework !== undefined && { [ATTR_GPU_PROCESS_FRAMEWORK]: framework }),
  }
}

function sumOf(apps: readonly ComputeApp[]): number {
  return apps.reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, 0)
}
