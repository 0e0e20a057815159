import type { MeterProvider } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import {
  BatchLogRecordProcessor,
  ConsoleLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  type LogRecordProcessor,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs'
import { reportFailure } from '@tokenscope/core'
import type { Config } from '../config/config.ts'
import { createOtlpExporter } from '../exporters/create-otlp-exporter.ts'
import { UndeliveredQueue } from '../exporters/undelivered-queue.ts'

/** The logger provider; undefined where log events would go nowhere. */
export function createLogs(config: Config, resource: Resource, selfMetrics: MeterProvider | undefined): LoggerProvider | undefined {
  const processors = [...exporting(config, selfMetrics), ...(config.given.logRecordProcessors ?? [])]
  if (processors.length === 0) return undefined
  return new LoggerProvider({
    resource,
    processors,
    logRecordLimits: config.logLimits,
    ...(selfMetrics && { meterProvider: selfMetrics }),
  })
}

function exporting(config: Config, selfObsMeterProvider: MeterProvider | undefined): LogRecordProcessor[] {
  const { exporters, protocol } = config.signals.logs
  const self = selfObsMeterProvider && { selfObsMeterProvider }
  return exporters.flatMap((name): LogRecordProcessor[] => {
    try {
      if (name === 'console') return [new SimpleLogRecordProcessor({ exporter: new ConsoleLogRecordExporter(), ...self })]
      return [batching(createOtlpExporter('logs', protocol, config.endpoint), config, self)]
    } catch (error) {
      reportFailure(`${name} export of logs`, error)
      return []
    }
  })
}

/** The SDK's batches, with a flush that also delivers what waits behind them. */
function batching(
  exporter: LogRecordExporter,
  { logBatch }: Config,
  self: { selfObsMeterProvider: MeterProvider } | undefined,
): LogRecordProcessor {
  const { maxQueueSize = 2_048, scheduledDelayMillis = 1_000 } = logBatch
  const queue = new UndeliveredQueue(exporter, { what: 'otlp export of logs', maxItems: maxQueueSize, retryMs: scheduledDelayMillis })
  const processor = new BatchLogRecordProcessor({ exporter: queue as LogRecordExporter, ...logBatch, ...self })
  const flushBatches = processor.forceFlush.bind(processor)
  processor.forceFlush = async () => {
    await flushBatches()
    await queue.forceFlush()
  }
  return processor
}
