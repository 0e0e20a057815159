import type { MeterProvider } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import {
  BatchLogRecordProcessor,
  ConsoleLogRecordExporter,
  LoggerProvider,
  type LogRecordProcessor,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs'
import { reportFailure } from '@tokenscope/core'
import type { Config } from '../config/config.ts'
import { createOtlpExporter } from '../exporters/create-otlp-exporter.ts'
import { reportOnce } from '../exporters/report-once.ts'

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
      const exporter = reportOnce(createOtlpExporter('logs', protocol, config.endpoint), 'otlp export of logs')
      return [new BatchLogRecordProcessor({ exporter, ...config.logBatch, ...self })]
    } catch (error) {
      reportFailure(`${name} export of logs`, error)
      return []
    }
  })
}
