/** A program of the stack. */
export type Tool = 'otelcol' | 'jaeger' | 'prometheus' | 'promtool' | 'alertmanager' | 'amtool' | 'docker-compose'

/** How a folder of `collector/binaries` becomes programs. */
export interface Recipe {
  /** Folder in `collector/binaries`. */
  readonly folder: string
  /** Title for people. */
  readonly title: string
  /** Version that is built, as the program itself tells it. */
  readonly version: string
  /** How long a first build takes on two cores, in words. */
  readonly usually: string
  /** `module`: a Go module with go.mod and go.sum; `collector`: a manifest for the Collector's builder. */
  readonly kind: 'module' | 'collector'
  /** Go packages to build, and the name of the program that each becomes. */
  readonly packages: readonly (readonly [packagePath: string, program: string])[]
  readonly tags?: string
  /** Go variable that holds the version; the builds from a module would not know it otherwise. */
  readonly versionVariable?: string
}

/** Where a program comes from, and which one is good enough. */
export interface ToolRow {
  readonly recipe: Recipe
  /** Its name in the cache. */
  readonly program: string
  /** Names that are looked for on PATH, best first. */
  readonly onPath: readonly string[]
  /** Prints its version. */
  readonly versionArguments: readonly string[]
  /** Oldest that can do what the shipped configuration asks for. */
  readonly minimum: string
  /** What a binary on PATH must have besides its age: the help or list that `arguments` print holds each of the words. */
  readonly needs?: { readonly arguments: readonly string[]; readonly words: readonly string[] }
}

/** Version of the Collector's builder; another one than the Collector's own would pull other modules in. */
export const BUILDER: string = 'go.opentelemetry.io/collector/cmd/builder@v0.161.0'

/** Oldest Go that builds all of them. */
export const OLDEST_GO: string = '1.26'

/** What the modules name in their go.mod: an older Go fetches this one by itself, unless it is told not to. */
export const MODULES_GO: string = '1.26.8'

const COLLECTOR: Recipe = {
  folder: 'otelcol',
  title: 'OpenTelemetry Collector',
  version: '0.161.0',
  usually: '7 to 8 minutes',
  kind: 'collector',
  packages: [['', 'tokenscope-otelcol']],
}

const JAEGER: Recipe = {
  folder: 'jaeger',
  title: 'Jaeger',
  version: '2.2.0',
  usually: '3 minutes',
  kind: 'module',
  packages: [['github.com/jaegertracing/jaeger/cmd/jaeger', 'jaeger']],
  versionVariable: 'github.com/jaegertracing/jaeger/pkg/version.latestVersion',
}

const PROMETHEUS: Recipe = {
  folder: 'prometheus',
  title: 'Prometheus',
  version: '3.16.0',
  usually: '4 to 5 minutes',
  kind: 'module',
  packages: [
    ['github.com/prometheus/prometheus/cmd/prometheus', 'prometheus'],
    ['github.com/prometheus/prometheus/cmd/promtool', 'promtool'],
  ],
  tags: 'netgo remove_all_sd',
  versionVariable: 'github.com/prometheus/common/version.Version',
}

const ALERTMANAGER: Recipe = {
  folder: 'alertmanager',
  title: 'Alertmanager',
  version: '0.31.1',
  usually: 'a minute and a half',
  kind: 'module',
  packages: [
    ['github.com/prometheus/alertmanager/cmd/alertmanager', 'alertmanager'],
    ['github.com/prometheus/alertmanager/cmd/amtool', 'amtool'],
  ],
  versionVariable: 'github.com/prometheus/common/version.Version',
}

const COMPOSE: Recipe = {
  folder: 'docker-compose',
  title: 'Docker Compose',
  version: '2.40.3',
  usually: '2 minutes',
  kind: 'module',
  packages: [['github.com/docker/compose/v2/cmd', 'docker-compose']],
  versionVariable: 'github.com/docker/compose/v2/internal.Version',
}

/** What the shipped configuration of the Collector uses, by the names of 0.161 and later. */
const COLLECTOR_COMPONENTS = [
  ...['otlp', 'prometheus', 'memory_limiter', 'transform', 'redaction', 'attributes', 'filter', 'resource', 'tail_sampling'],
  ...['forward', 'span_metrics', 'otlp_grpc', 'otlp_http', 'debug', 'file_storage', 'health_check'],
]

/** Every program: where it comes from, and what a binary on PATH must be able to do. */
export const TOOLS: Readonly<Record<Tool, ToolRow>> = {
  otelcol: {
    recipe: COLLECTOR,
    program: 'tokenscope-otelcol',
    onPath: ['tokenscope-otelcol', 'otelcol-contrib', 'otelcol'],
    versionArguments: ['--version'],
    minimum: '0.161.0',
    needs: { arguments: ['components'], words: COLLECTOR_COMPONENTS.map((name) => `name: ${name}\n`) },
  },
  jaeger: { recipe: JAEGER, program: 'jaeger', onPath: ['jaeger'], versionArguments: ['version'], minimum: '2.2.0' },
  prometheus: {
    recipe: PROMETHEUS,
    program: 'prometheus',
    onPath: ['prometheus'],
    versionArguments: ['--version'],
    minimum: '3.5.0',
    needs: { arguments: ['--help'], words: ['--web.enable-otlp-receiver', '--config.file'] },
  },
  promtool: { recipe: PROMETHEUS, program: 'promtool', onPath: ['promtool'], versionArguments: ['--version'], minimum: '3.5.0' },
  alertmanager: {
    recipe: ALERTMANAGER,
    program: 'alertmanager',
    onPath: ['alertmanager'],
    versionArguments: ['--version'],
    minimum: '0.31.0',
  },
  amtool: { recipe: ALERTMANAGER, program: 'amtool', onPath: ['amtool'], versionArguments: ['--version'], minimum: '0.31.0' },
  'docker-compose': {
    recipe: COMPOSE,
    program: 'docker-compose',
    onPath: ['docker-compose'],
    versionArguments: ['version'],
    minimum: '2.24.0',
  },
}
