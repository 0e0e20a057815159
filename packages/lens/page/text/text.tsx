import type { JSX } from 'preact'
import { splitControls } from './split-controls.ts'

/**
 * Text that came from outside: shown as text, isolated in its own direction, with characters that cannot be seen made visible. More than
 * `limit` characters are cut, and the rest is counted.
 */
export function Text({ value, limit = 20_000 }: { value: string; limit?: number }): JSX.Element {
  const isLong = value.length > limit
  const parts = splitControls(isLong ? value.slice(0, limit) : value)
  return (
    <bdi>
      {parts.map((part, index) =>
        part.code === undefined ? (
          part.text
        ) : (
          <span key={index} class="control" title={part.code}>
            {part.text}
          </span>
        ),
      )}
      {isLong && <span class="cut">… {value.length - limit} more characters</span>}
    </bdi>
  )
}
