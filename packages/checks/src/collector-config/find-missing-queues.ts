import { asMapping, type CollectorConfig, type Component, componentsOf, pipelinesOf, type Value } from './collector-config.ts'
import type { Finding } from './finding.ts'

/** Exporters that send over a network, and where their queue is. */
const NETWORK: Readonly<Record<string, string>> = {
  otlp_grpc: 'sending_queue',
  otlp_http: 'sending_queue',
  load_balancing: 'sending_queue',
  kafka: 'sending_queue',
  prometheus_remote_write: 'remote_write_queue',
}

/** Exporters that lose what they cannot deliver at once. */
export function findMissingQueues(config: CollectorConfig): Finding[] {
  return componentsOf(config)
    .filter(({ section }) => section === 'exporters')
    .flatMap((component) => findingsOf(config.file, component))
}

/** Pipelines in which something comes before the memory limiter, or that take from outside and have none. */
export function findLateLimiters(config: CollectorConfig): Finding[] {
  const outside = new Set(
    componentsOf(config)
      .filter(({ section }) => section === 'receivers')
      .map(({ id }) => id),
  )
  return pipelinesOf(config)
    .filter(({ receivers, processors }) => receivers.some((id) => outside.has(id)) || processors.some(isLimiter))
    .filter(({ processors }) => !isLimiter(processors[0] ?? ''))
    .map(({ id }) => ({
      file: config.file,
      path: `service.pipelines.${id}.processors`,
      message: 'memory_limiter is not the first processor',
      remedy: 'Put it first: what comes before it works, and takes memory, for data that is refused afterwards',
    }))
}

function isLimiter(id: string): boolean {
  return id.split('/')[0] === 'memory_limiter'
}

function findingsOf(file: string, { section, id, type, settings }: Component): Finding[] {
  const queue = NETWORK[type]
  if (queue === undefined) return []
  const path = `${section}.${id}`
  const findings: Finding[] = []
  if (isOff(settings[queue])) {
    const remedy = `Add ${queue}${queue === 'sending_queue' ? ' with storage: file_storage' : ''}`
    findings.push({ file, path: `${path}.${queue}`, message: 'the exporter has no queue', remedy })
  }
  if (isOff(settings.retry_on_failure)) {
    const remedy = 'Add retry_on_failure: {max_elapsed_time: 0} to try for ever'
    findings.push({ file, path: `${path}.retry_on_failure`, message: 'the exporter does not try again for as long as it takes', remedy })
  }
  return findings
}

/** Defaults are short and in memory, so what is not written counts as off. */
function isOff(value: Value | undefined): boolean {
  return value === undefined || value === null || asMapping(value).enabled === false
}
