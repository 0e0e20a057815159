import { asMapping, type CollectorConfig, componentsOf, textsIn, type Value } from './collector-config.ts'
import type { Finding } from './finding.ts'

/** Exporters that listen instead of sending. */
const LISTENING_EXPORTERS = ['prometheus']
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?$/

/** Addresses at which anybody on the network can reach the Collector: without a variable, and without one's default being the loopback. */
export function findPublicAddresses(config: CollectorConfig): Finding[] {
  const listening = componentsOf(config).filter(
    ({ section, type }) =>
      section === 'receivers' || section === 'extensions' || (section === 'exporters' && LISTENING_EXPORTERS.includes(type)),
  )
  const endpoints = listening.flatMap(({ section, id, type, settings }) => {
    // `endpoint:` of a storage back end is where it sends to.
    if (type === 'jaeger_storage') return []
    return textsIn({ ...settings })
      .filter(({ path, text }) => /(?:^|\.)endpoint$/.test(path) && text !== 'endpoint')
      .map(({ path, text }) => ({ path: `${section}.${id}.${path}`, text }))
  })
  return [...endpoints, ...ownMetrics(config)]
    .filter(({ text }) => !LOOPBACK.test(defaultOf(text)))
    .map(({ path, text }) => ({
      file: config.file,
      path,
      message: `${text} can be reached from other machines`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: how the Collector writes a variable
      remedy: 'Listen on 127.0.0.1, or on ${env:NAME:-127.0.0.1:PORT} so that opening it is a decision',
    }))
}

/** `${env:NAME:-127.0.0.1:4317}` → `127.0.0.1:4317`; a variable without a default gives nothing. */
function defaultOf(text: string): string {
  return text.replaceAll(/\$\{(?:env:)?\w+(?::-([^}]*))?\}/g, '$1')
}

function ownMetrics({ root }: CollectorConfig): { path: string; text: string }[] {
  const readers: Value | undefined = asMapping(asMapping(asMapping(root.service).telemetry).metrics).readers
  return textsIn(readers ?? [])
    .filter(({ path, text }) => path.endsWith('.host') && text !== 'host')
    .map(({ path, text }) => ({ path: `service.telemetry.metrics.readers.${path}`, text }))
}
