import type { SlaTargets } from '@tokenscope/sla'

export interface LensOptions {
  /** Port of the page, which takes OTLP too. 0: any free one. Default 4319. */
  readonly port?: number
  /** Port that takes OTLP only; `false`: none but the page's. 0: any free one. Default 4318, where every OpenTelemetry SDK sends by default. */
  readonly otlpPort?: number | false
  /** Address to listen on. Default 127.0.0.1: nobody but this machine. */
  readonly host?: string
  /** Names, with or without port, under which the page may be asked for beside localhost and `host`. */
  readonly allowedHosts?: readonly string[]
  /** An SQLite file that keeps what is received; it is made where there is none. Default: nothing outlives the process. */
  readonly db?: string
  /** What calls are judged by, from `parseTargets` of `@tokenscope/sla`; `name` is the file's, to be shown. Default: the verdict that spans bring. */
  readonly sla?: { readonly name: string; readonly targets: SlaTargets }
  /** Calls held at most. Default 20 000. */
  readonly maxCalls?: number
  /** Bytes of spans and logs held at most, as estimated. Default 256 MiB. */
  readonly maxBytes?: number
  /** Address of Jaeger's page, for links. Default: no links. */
  readonly jaegerUrl?: string
}

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly port: number
  readonly otlpPort: number | false
  readonly host: string
  readonly allowedHosts: readonly string[]
  readonly db: string | undefined
  readonly sla: LensOptions['sla']
  readonly bounds: { readonly calls: number; readonly bytes: number }
  readonly jaegerUrl: string | null
}

export function resolveOptions(options: LensOptions): ResolvedOptions {
  return {
    port: options.port ?? 4319,
    otlpPort: options.otlpPort ?? 4318,
    host: options.host ?? '127.0.0.1',
    allowedHosts: options.allowedHosts ?? [],
    db: options.db,
    sla: options.sla,
    bounds: { calls: options.maxCalls ?? 20_000, bytes: options.maxBytes ?? 256 * 1024 * 1024 },
    jaegerUrl: options.jaegerUrl?.replace(/\/+$/, '') ?? options.sla?.targets.links.jaeger ?? null,
  }
}
