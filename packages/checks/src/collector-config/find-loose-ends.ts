import { type CollectorConfig, componentsOf, extensionsInUse, pipelinesOf, type Section, textsIn } from './collector-config.ts'
import type { Finding } from './finding.ts'

/** What a pipeline or the service names and nobody defines. */
export function findUndefinedReferences(config: CollectorConfig): Finding[] {
  const defined = (sections: readonly Section[]): Set<string> =>
    new Set(
      componentsOf(config)
        .filter(({ section }) => sections.includes(section))
        .map(({ id }) => id),
    )
  const missing = (path: string, ids: readonly string[], sections: readonly Section[]): Finding[] =>
    ids
      .filter((id) => !defined(sections).has(id))
      .map((id) => ({
        file: config.file,
        path,
        message: `${id} is not defined`,
        remedy: `Define it under ${sections.join(' or ')}, or take it out`,
      }))
  return [
    ...missing('service.extensions', extensionsInUse(config), ['extensions']),
    ...pipelinesOf(config).flatMap(({ id, receivers, processors, exporters }) => [
      ...missing(`service.pipelines.${id}.receivers`, receivers, ['receivers', 'connectors']),
      ...missing(`service.pipelines.${id}.processors`, processors, ['processors']),
      ...missing(`service.pipelines.${id}.exporters`, exporters, ['exporters', 'connectors']),
    ]),
    ...componentsOf(config).flatMap(({ section, id, settings }) =>
      textsIn(settings)
        .filter(({ path }) => /(?:^|\.)storage$/.test(path))
        .filter(({ text }) => text !== 'storage' && !defined(['extensions']).has(text))
        .filter(() => section === 'exporters')
        .map(({ path, text }) => ({
          file: config.file,
          path: `${section}.${id}.${path}`,
          message: `the storage ${text} is not defined`,
          remedy: 'Define it under extensions and name it in service.extensions',
        })),
    ),
  ]
}

/**
 * Components that no configuration of the list uses. A file that is laid over others may leave some of theirs out, so each must be
 * used once, by whichever.
 */
export function findUnused(configs: readonly CollectorConfig[]): Finding[] {
  const used = new Set(
    configs.flatMap((config) => [
      ...extensionsInUse(config).map((id) => `extensions.${id}`),
      ...pipelinesOf(config).flatMap(({ receivers, processors, exporters }) => [
        ...receivers.flatMap((id) => [`receivers.${id}`, `connectors.${id}`]),
        ...processors.map((id) => `processors.${id}`),
        ...exporters.flatMap((id) => [`exporters.${id}`, `connectors.${id}`]),
      ]),
    ]),
  )
  const seen = new Set<string>()
  return configs.flatMap((config) =>
    componentsOf(config).flatMap(({ section, id }): Finding[] => {
      const path = `${section}.${id}`
      if (used.has(path) || seen.has(path)) return []
      seen.add(path)
      const remedy = section === 'extensions' ? 'Name it in service.extensions, or take it out' : 'Name it in a pipeline, or take it out'
      return [{ file: config.file, path, message: 'it is defined and nobody uses it', remedy }]
    }),
  )
}
