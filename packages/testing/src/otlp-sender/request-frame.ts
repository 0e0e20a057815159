import { messageType } from '../otlp-receiver/messages.ts'
import { toKeyValues } from './to-key-values.ts'
import type { SentAttributes } from './trace-template.ts'
import { lengthDelimited, lengthDelimitedHead } from './varint.ts'

/** Field numbers of OTLP's messages. */
const RESOURCE_SPANS = 1
const RESOURCE = 1
const SCOPE_SPANS = 2
const SCOPE = 1

/** Puts encoded spans into a request, under one resource and one scope. */
export type RequestFrame = (spans: readonly Uint8Array[]) => Buffer

export function createRequestFrame(resource: SentAttributes): RequestFrame {
  const encodedResource = lengthDelimited(
    RESOURCE,
    messageType('Resource')
      .encode({ attributes: toKeyValues(resource) })
      .finish(),
  )
  const encodedScope = lengthDelimited(SCOPE, messageType('Scope').encode({ name: '@tokenscope/testing' }).finish())
  return (spans) => {
    const scopeLength = spans.reduce((sum, { length }) => sum + length, encodedScope.length)
    const scopeHead = lengthDelimitedHead(SCOPE_SPANS, scopeLength)
    const resourceLength = encodedResource.length + scopeHead.length + scopeLength
    return Buffer.concat([lengthDelimitedHead(RESOURCE_SPANS, resourceLength), encodedResource, scopeHead, encodedScope, ...spans])
  }
}
