import { dirname, join } from 'node:path'
import { copyConfig } from '../layout/copy-config.ts'
import { HOST } from '../layout/ports.ts'
import { privateFolder } from '../layout/private-folder.ts'
import type { Component, ComponentContext } from './component.ts'

/** Alertmanager, alone (no cluster). It cannot read the environment: its files are copied. */
export const alertmanager: Component = {
  tool: 'alertmanager',
  async prepare(context) {
    const { files, ports } = context
    const folder = configFolder(context)
    await privateFolder(database(context))
    await copyConfig(join(files.configFolder, 'alertmanager'), folder, ports)
    if (files.alertmanagerFile === undefined) return
    await copyConfig(join(dirname(files.alertmanagerFile), 'templates'), join(folder, 'templates'), ports)
    await copyConfig(files.alertmanagerFile, join(folder, 'alertmanager.yml'), ports)
  },
  commandLine: (context) => [
    `--config.file=${join(configFolder(context), 'alertmanager.yml')}`,
    `--storage.path=${database(context)}`,
    `--web.listen-address=${HOST}:${context.ports.alertmanager}`,
    `--web.external-url=http://${HOST}:${context.ports.alertmanager}`,
    '--cluster.listen-address=',
  ],
  environment: () => ({}),
  ready: [['alertmanager', '/-/ready']],
  stopMs: 10_000,
}

function configFolder({ dataFolder }: ComponentContext): string {
  return join(dataFolder, 'config', 'alertmanager')
}

function database({ dataFolder }: ComponentContext): string {
  return join(dataFolder, 'alertmanager')
}
