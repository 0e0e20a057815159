import { RIVALS } from '../rivals/manifest.ts'
import type { Installable, Load } from '../rivals/rival.ts'

/** Grows while another package reads the GPUs. */
export interface Readings {
  count: number
  /** GPUs in the last reading. */
  gpus: number
}

/** Another package that reads `nvidia-smi` from Node. */
export interface GpuRival {
  readonly id: string
  readonly title: string
  readonly install: Installable
  /** What its process needs in its environment. */
  readonly env?: Readonly<Record<string, string>>
  /** What tools print that it calls, by their names, where the fake `nvidia-smi` or this machine cannot tell. */
  readonly answers?: Readonly<Record<string, string>>
  /** Reads once a second from now on. */
  start(load: Load): Readings
}

const INTERVAL_MS = 1_000
const OPENLIT = RIVALS.find(({ id }) => id === 'openlit')!
const SYSTEM_INFORMATION = { id: 'systeminformation', packages: { systeminformation: '5.33.23' } } as const

const BUSES = Array.from({ length: 8 }, (_, index) => `0${index + 1}:00.0`)

interface ResourceMetrics {
  readonly scopeMetrics: readonly { readonly metrics: readonly { readonly dataPoints: readonly unknown[] }[] }[]
}

/** In the order of the table. */
export const GPU_RIVALS: readonly GpuRival[] = [
  {
    id: 'openlit',
    title: `OpenLIT ${OPENLIT.packages.openlit}, collectGpuStats, exported once a second`,
    install: OPENLIT,
    env: { OTEL_EXPORTER_OTLP_METRICS_EXPORT_INTERVAL: String(INTERVAL_MS) },
    start: startOpenLit,
  },
  {
    id: 'systeminformation',
    title: `systeminformation ${SYSTEM_INFORMATION.packages.systeminformation}, graphics() once a second`,
    install: SYSTEM_INFORMATION,
    answers: {
      // It looks for the controllers there, and asks nvidia-smi for sixteen fields of them.
      lspci: BUSES.map((bus) => `${bus} 3D controller: NVIDIA Corporation GH100 [H100 SXM5 80GB] (rev a1)\n`).join(''),
      'nvidia-smi': BUSES.map(
        (bus) =>
          `590.48.01, 0x16C110DE, NVIDIA H100, 00000000:${bus}, [N/A], 81559, 70000, 11559, 90, 40, 41, 48, 690.00, 700.00, 1980, 2619\n`,
      ).join(''),
    },
    start: startSystemInformation,
  },
]

/** It reads whenever its metrics are collected, which is once in its export interval. Its exporter drops them. */
function startOpenLit(load: Load): Readings {
  const readings = { count: 0, gpus: 0 }
  const { OTLPMetricExporter } = load('@opentelemetry/exporter-metrics-otlp-http') as {
    readonly OTLPMetricExporter: { readonly prototype: { export(items: ResourceMetrics, done: (result: { code: number }) => void): void } }
  }
  OTLPMetricExporter.prototype.export = ({ scopeMetrics }, done) => {
    readings.count++
    readings.gpus = Math.max(0, ...scopeMetrics.flatMap(({ metrics }) => metrics.map(({ dataPoints }) => dataPoints.length)))
    done({ code: 0 })
  }
  const { default: openlit } = load('openlit') as { readonly default: { init(options: object): void } }
  openlit.init({ applicationName: 'bench', otlpEndpoint: 'http://127.0.0.1:4318', pricingJson: {}, collectGpuStats: true })
  return readings
}

function startSystemInformation(load: Load): Readings {
  const readings = { count: 0, gpus: 0 }
  const { graphics } = load('systeminformation') as {
    graphics(): Promise<{ readonly controllers: readonly { readonly powerDraw?: number }[] }>
  }
  const read = async (): Promise<void> => {
    readings.gpus = (await graphics()).controllers.filter(({ powerDraw }) => powerDraw !== undefined).length
    readings.count++
  }
  setInterval(() => void read(), INTERVAL_MS)
  return readings
}
