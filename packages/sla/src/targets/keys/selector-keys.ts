import { IDENTIFIER } from '../values/identifier.ts'
import { NAME } from '../values/name.ts'
import type { KeyDefinition } from './key-definition.ts'

export type Selector = 'model' | 'service' | 'provider' | 'environment'

/** Which calls. All that are written must hold; what is not written is not asked for. */
export const SELECTOR_KEYS: readonly (KeyDefinition & { readonly name: Selector })[] = [
  {
    name: 'model',
    kind: NAME,
    meaning: 'The model that the calls ask for, exactly as they name it',
    example: 'qwen3-4b-instruct-2507',
    synonyms: ['models', 'model_name', 'request_model'],
  },
  {
    name: 'service',
    kind: NAME,
    meaning: 'The service.name of the application that calls',
    example: 'checkout',
    synonyms: ['services', 'service_name', 'application', 'app'],
  },
  {
    name: 'provider',
    kind: NAME,
    meaning: 'The provider, as telemetry names it',
    example: 'openai',
    synonyms: ['providers', 'provider_name', 'system', 'vendor'],
  },
  {
    name: 'environment',
    kind: NAME,
    meaning: 'The deployment.environment.name of the application that calls',
    example: 'production',
    synonyms: ['env', 'environments', 'deployment', 'stage'],
  },
]

/** Only where a scope's own name would be that of another. */
export const ID_KEY: KeyDefinition = {
  name: 'id',
  kind: IDENTIFIER,
  meaning: 'A short name for file names, rule groups and the label slo_scope; made of the selectors where it is not written',
  example: 'qwen3-checkout',
  synonyms: ['name', 'title'],
}
