import type { JSX } from 'preact'
import type { Attributes, JsonValue } from '../../src/api/index.ts'
import { Text } from '../text/text.tsx'

/** Attributes as they came, in the order of their names. */
export function AttributeTable({ attributes }: { attributes: Attributes }): JSX.Element {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0) return <p class="soft">None.</p>
  return (
    <table class="pairs attributes">
      <tbody>
        {entries.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">
              <Text value={name} limit={300} />
            </th>
            <td>
              <Text value={toText(value)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A value as text: strings as they are, lists of plain values on one line, the rest as JSON. */
export function toText(value: JsonValue): string {
  if (typeof value === 'string') return value
  const isPlain = Array.isArray(value) && value.every((one) => typeof one !== 'object')
  return JSON.stringify(value, undefined, isPlain ? undefined : 1) ?? ''
}
