import { expect, test } from 'vitest'
import { redactArguments } from '../../src/signals/redact-arguments.ts'

test('secrets on the command line are not part of the resource; the rest is, in its order', () => {
  const given = [
    'node',
    'app.js',
    '--port=8080',
    '--api-key=abc123',
    '--openai-key',
    'plain',
    '-v',
    '--token',
    '--db',
    'pg://me:pw@host/db?x=1',
  ]
  expect(redactArguments([...given, 'OPENAI_API_KEY=xyz', 'sk-proj-1234', '--password', 'p w', '--monkey', 'george'])).toEqual([
    'node',
    'app.js',
    '--port=8080',
    '--api-key=[redacted]',
    '--openai-key',
    '[redacted]',
    '-v',
    '--token',
    '--db',
    'pg://[redacted]@host/db?x=1',
    'OPENAI_API_KEY=[redacted]',
    'sk-[redacted]',
    '--password',
    '[redacted]',
    '--monkey',
    'george',
  ])
})
