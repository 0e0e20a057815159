import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { privateFolder } from '../layout/private-folder.ts'
import type { Component, ComponentContext } from './component.ts'

/** Of `memory_limiter` in the shipped configuration, beyond which the Collector refuses what it is sent. */
const DEFAULT_LIMIT_MIB = 1024
/** Garbage is collected in earnest before anything has to be refused. */
const COLLECT_FROM = 0.8

/** The OpenTelemetry Collector. */
export const collector: Component = {
  tool: 'otelcol',
  async prepare(context) {
    await privateFolder(queueFolder(context))
  },
  commandLine: (context) => configFiles(context).flatMap((file) => ['--config', file]),
  environment: (context) => ({
    TOKENSCOPE_QUEUE_FOLDER: queueFolder(context),
    TOKENSCOPE_LOGS_FILE: join(context.dataFolder, 'logs', 'received.log'),
    GOMEMLIMIT: `${Math.round(memoryLimitMib(context) * COLLECT_FROM)}MiB`,
  }),
  ready: [['collectorHealth', '/']],
  // What is still inside of tail sampling is decided, and the queue is written.
  stopMs: 15_000,
}

function memoryLimitMib({ env }: ComponentContext): number {
  const limit = Number(env.TOKENSCOPE_MEMORY_LIMIT_MIB)
  return Number.isFinite(limit) && limit > 0 ? limit : DEFAULT_LIMIT_MIB
}

/** The targets lie over the pipeline, in a file of their own. */
function configFiles({ files }: ComponentContext): string[] {
  if (files.collectorFile !== undefined) return [files.collectorFile]
  const targets = join(files.configFolder, 'sla.yaml')
  return [join(files.configFolder, 'single-node.yaml'), ...(existsSync(targets) ? [targets] : [])]
}

function queueFolder({ dataFolder }: ComponentContext): string {
  return join(dataFolder, 'queue')
}
