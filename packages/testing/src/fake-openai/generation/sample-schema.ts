import { listOf, objectOf } from '../json-value.ts'

/** A small value that satisfies a JSON schema as the OpenAI API takes them: tool parameters and structured output. */
export function sampleSchema(schema: unknown, root: unknown = schema, depth = 0): unknown {
  const node = objectOf(schema)
  if (depth > 8) return null
  if (typeof node.$ref === 'string') return sampleSchema(resolve(node.$ref, root), root, depth + 1)
  if ('const' in node) return node.const
  const choice = listOf(node.enum)[0] ?? listOf(node.examples)[0]
  if (choice !== undefined) return choice
  const branch = listOf(node.anyOf)[0] ?? listOf(node.oneOf)[0] ?? listOf(node.allOf)[0]
  if (branch !== undefined) return sampleSchema(branch, root, depth + 1)
  const type = Array.isArray(node.type) ? node.type[0] : node.type
  switch (type) {
    case 'string':
      return 'sample'
    case 'integer':
    case 'number':
      return typeof node.minimum === 'number' ? node.minimum : 1
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array':
      return [sampleSchema(node.items ?? { type: 'string' }, root, depth + 1)]
    default:
      return Object.fromEntries(
        Object.entries(objectOf(node.properties)).map(([name, inner]) => [name, sampleSchema(inner, root, depth + 1)]),
      )
  }
}

/** Follows a local reference such as `#/$defs/step`. */
function resolve(reference: string, root: unknown): unknown {
  let node: unknown = root
  for (const part of reference.split('/').slice(1)) node = objectOf(node)[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  return node
}
