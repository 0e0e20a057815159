import type { ExportPlan } from './export-plan.ts'
import type { InstalledPackage } from './probes/find-packages.ts'
import type { GpuFacts } from './probes/probe-gpu.ts'
import type { OtlpAnswer } from './probes/probe-otlp.ts'
import type { PortFacts } from './probes/probe-port.ts'
import type { StackFacts } from './probes/probe-stack.ts'
import type { TraceFacts } from './probes/probe-trace.ts'

/** Everything the checks look at, gathered beforehand: the checks are pure. */
export interface Facts {
  readonly nodeVersion: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Packages as the application in this directory finds them. */
  readonly packages: readonly InstalledPackage[]
  readonly plan: ExportPlan
  /** What each OTLP endpoint of the plan answered, by its URL. */
  readonly answers: ReadonlyMap<string, OtlpAnswer>
  /** The Prometheus port, where one would be opened. */
  readonly port: PortFacts | undefined
  readonly gpu: GpuFacts
  /** Variables that the stack's configuration reads. */
  readonly stackVariables: readonly string[]
  /** The Collector and Jaeger of this machine. */
  readonly stack: StackFacts
  /** The trace that was sent along the way to Jaeger, where that was asked for. */
  readonly sentTrace: TraceFacts | 'no-target' | undefined
}
