import { join } from 'node:path'
import { privateFolder } from '../layout/private-folder.ts'
import type { Component, ComponentContext } from './component.ts'

/** Jaeger, with its own database on disk. */
export const jaeger: Component = {
  tool: 'jaeger',
  async prepare(context) {
    await privateFolder(database(context))
  },
  commandLine: ({ files }) => ['--config', join(files.configFolder, 'jaeger.yaml')],
  // Without the sampler Jaeger traces itself to 127.0.0.1:4317, which is the Collector, and waits for it at its end.
  environment: (context) => ({ TOKENSCOPE_JAEGER_DATA: database(context), OTEL_TRACES_SAMPLER: 'always_off' }),
  ready: [
    ['jaegerHealth', '/status'],
    ['jaeger', '/'],
  ],
  stopMs: 10_000,
}

function database({ dataFolder }: ComponentContext): string {
  return join(dataFolder, 'jaeger')
}
