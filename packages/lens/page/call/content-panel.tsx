import type { JSX } from 'preact'
import type { CallContent, JsonValue } from '../../src/api/index.ts'
import { Text } from '../text/text.tsx'
import { toMessages } from './to-messages.ts'

const PARTS: readonly (readonly [name: keyof CallContent, title: string])[] = [
  ['systemInstructions', 'System'],
  ['inputMessages', 'Input'],
  ['outputMessages', 'Output'],
  ['toolDefinitions', 'Tools'],
]

/** Messages of the call, where the application captured them: as text, whatever they hold. */
export function ContentPanel({ content }: { content: CallContent }): JSX.Element {
  return (
    <details open>
      <summary>
        <h2>Content</h2>
      </summary>
      {PARTS.filter(([name]) => content[name] !== null && content[name] !== undefined).map(([name, title]) => (
        <Part key={name} title={title} value={content[name]} />
      ))}
    </details>
  )
}

function Part({ title, value }: { title: string; value: JsonValue }): JSX.Element {
  return (
    <section class="content">
      <h3>{title}</h3>
      {toMessages(value).map(({ role, parts }, index) => (
        <div class="message" key={index}>
          {role !== null && (
            <p class="role">
              <Text value={role} limit={60} />
            </p>
          )}
          {parts.map(({ label, text }, place) => (
            <p class={label === null ? 'said' : 'said aside'} dir="auto" key={place}>
              {label !== null && (
                <span class="label">
                  <Text value={label.replaceAll('_', ' ')} limit={120} />
                </span>
              )}
              <Text value={text} />
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}
