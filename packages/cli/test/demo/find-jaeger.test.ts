import type { StackUrls } from '@tokenscope/stack'
import { expect, test } from 'vitest'
import { findJaeger } from '../../src/demo/find-jaeger.ts'

const STACK = {
  otlpHttp: 'http://127.0.0.1:5318',
  otlpGrpc: 'http://127.0.0.1:5317',
  jaeger: 'http://127.0.0.1:17686',
} as StackUrls
const IN_STACK = 'http://127.0.0.1:17686/trace/abc'

test.each<[traces: string, stack: StackUrls | undefined, line: string | undefined]>([
  ['http://127.0.0.1:5318/v1/traces', STACK, IN_STACK],
  ['http://localhost:5317', STACK, IN_STACK],
  ['http://127.0.0.1:4318/v1/traces', STACK, undefined],
  ['http://127.0.0.1:4318/v1/traces', undefined, 'http://127.0.0.1:16686/trace/abc (where the stack runs in Docker)'],
  ['http://127.0.0.1:9999/v1/traces', undefined, undefined],
  ['http://collector.internal:4318/v1/traces', undefined, undefined],
  ['https://collector.internal:5318/v1/traces', STACK, undefined],
])('traces that go to %s lead to the Jaeger behind it, or to none', (traces, stack, line) => {
  expect(findJaeger(traces, stack, 'abc')).toBe(line)
})
