import type { Tool } from '../binaries/tools.ts'
import type { PortName, Ports } from '../layout/ports.ts'

/** Files that take the place of shipped ones. */
export interface ConfigFiles {
  /** Folder that is laid out like `collector/`. */
  readonly configFolder: string
  /** Instead of `prometheus/rules`. */
  readonly rulesFolder?: string
  /** Instead of `prometheus/prometheus.yml`. */
  readonly prometheusFile?: string
  /** Instead of `alertmanager/alertmanager.yml`; its templates are looked for beside it. */
  readonly alertmanagerFile?: string
  /** Instead of `single-node.yaml` and `sla.yaml`. */
  readonly collectorFile?: string
}

/** What a component is told when it is prepared and started. */
export interface ComponentContext {
  readonly dataFolder: string
  readonly ports: Ports
  readonly files: ConfigFiles
  /** What the process inherits and what the caller adds. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** One process of the stack: how it is prepared, started, and asked whether it is ready. */
export interface Component {
  readonly tool: Tool
  /** Writes what the process needs into the data folder. */
  prepare(context: ComponentContext): Promise<void>
  commandLine(context: ComponentContext): readonly string[]
  /** Environment of this process, besides the addresses, which all get. */
  environment(context: ComponentContext): Readonly<Record<string, string>>
  /** The process is ready once all of these answer 200. */
  readonly ready: readonly (readonly [port: PortName, path: string])[]
  /** How long it may take to end by itself after SIGTERM. */
  readonly stopMs: number
}
