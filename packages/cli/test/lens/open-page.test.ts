import { describe, expect, it } from 'vitest'
import { wantsPage } from '../../src/lens/open-page.ts'

const person = { stdin: { isTTY: true }, env: { DISPLAY: ':0' }, options: {} }

describe('the page', () => {
  it('is opened for a person in front of a screen', () => {
    expect(wantsPage(person)).toBe(true)
    expect(wantsPage({ ...person, options: { 'no-open': true } })).toBe(false)
  })

  it('is not opened in CI, over ssh, or where nobody sits, unless it is told to', () => {
    expect(wantsPage({ ...person, env: { DISPLAY: ':0', CI: 'true' } })).toBe(false)
    expect(wantsPage({ ...person, env: { DISPLAY: ':0', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' } })).toBe(false)
    expect(wantsPage({ ...person, stdin: {} })).toBe(false)
    expect(wantsPage({ stdin: {}, env: { CI: 'true' }, options: { open: true } })).toBe(true)
  })

  it.runIf(process.platform === 'linux')('is not opened without a display', () => {
    expect(wantsPage({ ...person, env: {} })).toBe(false)
  })
})
