import {
  ATTR_HW_GPU_TASK,
  ATTR_HW_ID,
  HW_GPU_MEMORY_USAGE,
  HW_GPU_UTILIZATION,
  toPrometheusLabel,
  toPrometheusName,
} from '@tokenscope/semconv'
import type { PrometheusClient } from '@tokenscope/sla'
import type { Period } from './read-usage.ts'

/** What the GPUs of a period were there for. */
export interface GpuHours {
  /** Hours that GPUs were there, all of them together: what is paid for, busy or not. */
  readonly hours: number
  /** Mean share of the time that they were busy, 0 to 1; undefined where no GPU says. */
  readonly load: number | undefined
}

/** Counts GPUs minute by minute, each once, whoever reports it. Undefined where no GPU was reported. */
export async function readGpuHours(client: PrometheusClient, { from, to }: Period): Promise<GpuHours | undefined> {
  const [memory, load] = [HW_GPU_MEMORY_USAGE, HW_GPU_UTILIZATION].map((metric) => toPrometheusName(metric, 'otlp'))
  const id = toPrometheusLabel(ATTR_HW_ID)
  // Encoder and decoder have series of their own.
  const general = `${toPrometheusLabel(ATTR_HW_GPU_TASK)}=~"general|"`
  const gpus = `count by (${id}) (${memory} or ${load})`
  const range = `${Math.round(to - from)}s`
  const first = async (expression: string): Promise<number | undefined> => (await client.query(expression, to))[0]?.value
  const hours = await first(`sum(count_over_time((${gpus})[${range}:1m])) / 60`)
  if (hours === undefined) return undefined
  return { hours, load: await first(`avg(max by (${id}) (avg_over_time(${load}{${general}}[${range}])))`) }
}
