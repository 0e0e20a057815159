import { expect, test } from 'vitest'
import { whyNotThisNode } from '../../src/node-version.ts'

test.each([
  ['18.20.0', false],
  ['20.20.2', false],
  ['21.7.3', false],
  ['22.0.0', true],
  ['22.15.0', true],
  ['24.21.0', true],
  ['100.0.0', true],
])('on Node %s telemetry runs: %s', (version, runs) => {
  expect(whyNotThisNode(version) === undefined).toBe(runs)
})
