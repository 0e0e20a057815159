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
  environment: (context) => ({ TOKENSCOPE_JAEGER_DATA: database(context) }),
  ready: [
    ['jaegerHealth', '/status'],
    ['jaeger', '/'],
  ],
  stopMs: 10_000,
}

function database({ dataFolder }: ComponentContext): string {
  return join(dataFolder, 'jaeger')
}
