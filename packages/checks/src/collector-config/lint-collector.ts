import type { CollectorConfig } from './collector-config.ts'
import { findUndefinedReferences, findUnused } from './find-loose-ends.ts'
import { findLateLimiters, findMissingQueues } from './find-missing-queues.ts'
import { findPublicAddresses } from './find-public-addresses.ts'
import { findUnknownComponents } from './find-unknown-components.ts'
import { findUnknownNames } from './find-unknown-names.ts'
import type { Finding } from './finding.ts'
import type { ComponentSet } from './known-components.ts'

/** One way to start a Collector, and what that Collector has. */
export interface LintedConfig {
  readonly config: CollectorConfig
  readonly known: ComponentSet
  /** Jaeger stores instead of sending on: queues and memory limits are the sender's. Default `collector`. */
  readonly kind?: 'collector' | 'jaeger'
}

/** Everything that is wrong with these configurations, each thing once. */
export function lintCollector(configs: readonly LintedConfig[]): Finding[] {
  const findings = configs.flatMap(({ config, known, kind = 'collector' }) => [
    ...findUnknownComponents(config, known),
    ...findUndefinedReferences(config),
    ...findPublicAddresses(config),
    ...findUnknownNames(config),
    ...(kind === 'jaeger' ? [] : [...findMissingQueues(config), ...findLateLimiters(config)]),
  ])
  return [...findings, ...findUnused(configs.filter(({ kind }) => kind !== 'jaeger').map(({ config }) => config))]
}
