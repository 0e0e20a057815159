import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { privateFolder } from '../layout/private-folder.ts'
import type { Component, ComponentContext } from './component.ts'

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
  }),
  ready: [['collectorHealth', '/']],
  // What is still inside of tail sampling is decided, and the queue is written.
  stopMs: 15_000,
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
