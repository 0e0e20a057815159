import { describe, expect, it } from 'vitest'
import { scrubSecrets } from '../src/index.ts'

describe('secrets in error messages', () => {
  it.each([
    ['Incorrect API key provided: sk-proj-abcDEF123456. You can', 'sk-proj-abcDEF123456'],
    ['Incorrect API key provided: sk-abc***********xyz.', 'xyz'],
    ['request with Authorization: Bearer eyabc.def-ghi failed', 'eyabc.def-ghi'],
    ['GET https://host/v1/models?api-key=hunter2secret&x=1 failed', 'hunter2secret'],
    ['connect https://user:passw0rd@host/v1', 'passw0rd'],
    ['{"api_key":"topsecret99"}', 'topsecret99'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'eyJzdWIiOiIxIn0'],
  ])('do not leave in %j', (message, secret) => {
    expect(scrubSecrets(message)).not.toContain(secret)
  })

  it('leave ordinary text alone', () => {
    expect(scrubSecrets("This model's maximum context length is 8192 tokens.")).toBe("This model's maximum context length is 8192 tokens.")
  })

  it('are cut to 500 characters', () => {
    expect(scrubSecrets('a'.repeat(10_000))).toHaveLength(501)
  })
})
