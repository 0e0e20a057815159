import type { Attributes } from '@opentelemetry/api'

/** Sets an attribute where the value is a finite number. */
export function putNumber(attributes: Attributes, name: string, value: unknown): void {
  if (typeof value === 'number' && Number.isFinite(value)) attributes[name] = value
}

/** Sets an attribute where the value is a text, also an empty one. */
export function putText(attributes: Attributes, name: string, value: unknown): void {
  if (typeof value === 'string') attributes[name] = value
}

/** Sets an attribute to the texts of a list; one text is a list of one. */
export function putTexts(attributes: Attributes, name: string, value: unknown): void {
  if (typeof value === 'string') {
    attributes[name] = [value]
  } else if (Array.isArray(value)) {
    const texts = value.filter((item): item is string => typeof item === 'string')
    if (texts.length > 0) attributes[name] = texts
  }
}
