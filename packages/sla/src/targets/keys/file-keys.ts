import { ADDRESS } from '../values/address.ts'
import { PERCENT } from '../values/percent.ts'
import { WINDOW } from '../values/window.ts'
import type { KeyDefinition } from './key-definition.ts'

export type ResourceField = 'gpuMemory' | 'gpuUtilization' | 'systemMemory'

export const WINDOW_KEY: KeyDefinition = {
  name: 'window',
  kind: WINDOW,
  meaning: 'The time that budgets are counted over, always the last so many days',
  default: '30d',
  example: '28d',
  synonyms: ['windows', 'period', 'time_window'],
}

/** Once for a file: machines are not asked which model runs on them. */
export const RESOURCE_KEYS: readonly (KeyDefinition & { readonly goesTo: ResourceField })[] = [
  {
    name: 'gpu_memory',
    kind: PERCENT,
    meaning: 'Used part of the memory of each GPU; above it an alert comes',
    default: '90%',
    example: '90%',
    synonyms: ['gpu_memory_usage', 'vram', 'gpu_mem'],
    goesTo: 'gpuMemory',
  },
  {
    name: 'gpu_utilization',
    kind: PERCENT,
    meaning: 'Busy part of the time of each GPU; above it an alert comes',
    default: '95%',
    example: '95%',
    synonyms: ['gpu_utilisation', 'gpu_usage', 'gpu', 'gpu_load'],
    goesTo: 'gpuUtilization',
  },
  {
    name: 'system_memory',
    kind: PERCENT,
    meaning: 'Used part of the memory of each host; above it an alert comes',
    default: '85%',
    example: '85%',
    synonyms: ['memory', 'ram', 'host_memory', 'memory_usage'],
    goesTo: 'systemMemory',
  },
]

/** What alerts and boards link to. */
export const LINK_KEYS: readonly (KeyDefinition & { readonly name: 'grafana' | 'jaeger' | 'runbooks' })[] = [
  { name: 'grafana', kind: ADDRESS, meaning: 'Grafana, for links to the boards', example: 'https://grafana.example.com' },
  { name: 'jaeger', kind: ADDRESS, meaning: 'The Jaeger page, for links to traces', example: 'https://jaeger.example.com' },
  {
    name: 'runbooks',
    kind: ADDRESS,
    meaning: 'The folder of the runbooks, where you publish the generated ones',
    example: 'https://wiki.example.com/runbooks',
    synonyms: ['runbook', 'runbook_url'],
  },
]

/** Keys of the file that hold more keys. */
export const NESTED_KEYS: Readonly<Record<'scopes' | 'links' | 'notify', string>> = {
  scopes: 'Further models and services; each inherits what stands at the top and may say otherwise',
  links: 'Addresses that alerts and boards link to',
  notify: 'Who hears of alerts',
}

/** What people write who mean one of {@link NESTED_KEYS}. */
export const NESTED_SYNONYMS: ReadonlyMap<string, string> = new Map([
  ...['targets', 'slos', 'objectives', 'scope', 'models', 'services'].map((word): [string, string] => [word, 'scopes']),
  ...['link', 'urls'].map((word): [string, string] => [word, 'links']),
  ...['receivers', 'notifications', 'alerts', 'routes'].map((word): [string, string] => [word, 'notify']),
])
