import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { copyConfig } from '../layout/copy-config.ts'
import { HOST } from '../layout/ports.ts'
import { privateFolder } from '../layout/private-folder.ts'
import type { Component, ComponentContext } from './component.ts'

/** Prometheus: takes metrics by OTLP, scrapes, evaluates the rules. It cannot read the environment: its files are copied. */
export const prometheus: Component = {
  tool: 'prometheus',
  async prepare(context) {
    const { files, ports } = context
    const folder = configFolder(context)
    await privateFolder(database(context))
    await copyConfig(join(files.configFolder, 'prometheus'), folder, ports)
    if (files.prometheusFile !== undefined) await copyConfig(files.prometheusFile, join(folder, 'prometheus.yml'), ports)
    if (files.rulesFolder !== undefined) {
      await rm(join(folder, 'rules'), { recursive: true, force: true })
      await cp(files.rulesFolder, join(folder, 'rules'), { recursive: true })
    }
  },
  commandLine: (context) => [
    `--config.file=${join(configFolder(context), 'prometheus.yml')}`,
    `--storage.tsdb.path=${database(context)}`,
    '--storage.tsdb.retention.time=35d',
    '--storage.tsdb.retention.size=4GB',
    `--web.listen-address=${HOST}:${context.ports.prometheus}`,
    `--web.external-url=http://${HOST}:${context.ports.prometheus}`,
    '--web.enable-otlp-receiver',
    // What alerts link to: http://…/user/otel-collector-down.md.
    `--web.user-assets=${join(configFolder(context), 'runbooks')}`,
    '--enable-feature=exemplar-storage,created-timestamp-zero-ingestion',
  ],
  environment: () => ({}),
  ready: [['prometheus', '/-/ready']],
  stopMs: 15_000,
}

function configFolder({ dataFolder }: ComponentContext): string {
  return join(dataFolder, 'config', 'prometheus')
}

function database({ dataFolder }: ComponentContext): string {
  return join(dataFolder, 'prometheus')
}
