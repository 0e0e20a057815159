import { LINK_KEYS, NESTED_KEYS, RESOURCE_KEYS, WINDOW_KEY } from '../targets/keys/file-keys.ts'
import { type KeyDefinition, OFF } from '../targets/keys/key-definition.ts'
import { NOTIFY_KEYS } from '../targets/keys/notify-keys.ts'
import { OBJECTIVE_KEYS } from '../targets/keys/objective-keys.ts'
import { COMMON_RECEIVER_KEYS, RECEIVER_KEYS, RECEIVER_TYPES } from '../targets/keys/receiver-keys.ts'
import { ID_KEY, SELECTOR_KEYS } from '../targets/keys/selector-keys.ts'

/** Where editors find the schema without an installation. */
export const SCHEMA_ADDRESS = 'https://unpkg.com/@tokenscope/sla/schema/sla.schema.json'

type JsonSchema = Readonly<Record<string, unknown>>

/**
 * JSON Schema (draft 7) of `sla.yaml`, for editors. It accepts whatever `parseTargets` accepts; of what that refuses it lets through only
 * what a schema cannot see: contradictions, colliding ids, aliases, doubles.
 */
export function targetsSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: SCHEMA_ADDRESS,
    title: 'Targets of an LLM service (sla.yaml)',
    ...section([...SELECTOR_KEYS, ID_KEY, ...OBJECTIVE_KEYS, WINDOW_KEY, ...RESOURCE_KEYS, ...NOTIFY_KEYS], {
      scopes: { type: 'array', minItems: 1, items: section([...SELECTOR_KEYS, ID_KEY, ...OBJECTIVE_KEYS]) },
      links: section(LINK_KEYS),
      notify: { type: 'array', items: receiver() },
    }),
    minProperties: 1,
    not: { required: [ID_KEY.name, 'scopes'] },
  }
}

function section(keys: readonly KeyDefinition[], nested: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const described = Object.entries(NESTED_KEYS).flatMap(([name, description]) => {
    const schema = nested[name]
    return schema === undefined ? [] : [[name, { description, ...schema }]]
  })
  const required = keys.filter((key) => key.required === true).map(({ name }) => name)
  return {
    type: 'object',
    additionalProperties: false,
    properties: { ...Object.fromEntries(keys.map((key) => [key.name, property(key)])), ...(Object.fromEntries(described) as JsonSchema) },
    ...(required.length > 0 && { required }),
  }
}

function property({ kind, meaning, default: preset, example, canBeOff }: KeyDefinition): JsonSchema {
  const alternatives = [
    kind.schema,
    ...(kind.list === true ? [{ type: 'array', minItems: 1, items: kind.schema }] : []),
    ...(canBeOff === true ? [{ const: OFF }] : []),
  ]
  const note = preset === undefined ? '' : ` Default: ${preset}.`
  return {
    description: `${meaning}. Allowed: ${kind.allowed}.${note}`,
    ...(alternatives.length === 1 ? kind.schema : { anyOf: alternatives }),
    ...(kind.title !== 'number' && kind.list !== true && { examples: [example.replaceAll("'", '')] }),
  }
}

/** Which keys are allowed follows from the type. */
function receiver(): JsonSchema {
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: RECEIVER_TYPES } },
    allOf: RECEIVER_TYPES.map((type) => ({
      if: { required: ['type'], properties: { type: { const: type } } },
      // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema
      then: {
        ...section([...COMMON_RECEIVER_KEYS, ...(RECEIVER_KEYS[type] ?? [])]),
        ...(type === 'webhook' && { oneOf: [{ required: ['url'] }, { required: ['url_file'] }] }),
      },
    })),
  }
}
