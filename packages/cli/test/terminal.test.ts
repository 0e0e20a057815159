import { describe, expect, it } from 'vitest'
import { describeTerminal } from '../src/terminal/terminal.ts'

const TTY = { isTTY: true, columns: 100 }

describe('what a terminal can show', () => {
  it.each<[name: string, env: Record<string, string>, colour: boolean]>([
    ['a terminal', {}, true],
    ['a terminal with NO_COLOR', { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR, which counts as not set', { NO_COLOR: '' }, true],
    ['a dumb terminal', { TERM: 'dumb' }, false],
  ])('%s: colour %#', (_name, env, colour) => {
    expect(describeTerminal(TTY, env).colour).toBe(colour)
  })

  it('a pipe gets no colour and 80 columns', () => {
    expect(describeTerminal({}, { LANG: 'de_DE.UTF-8' })).toEqual({ colour: false, unicode: true, columns: 80 })
  })

  it.each<[env: Record<string, string>, unicode: boolean]>([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'en_US.utf8' }, true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'UTF-8' }, true],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{}, false],
  ])('the locale %j allows unicode: %s', (env, unicode) => {
    expect(describeTerminal(TTY, env).unicode).toBe(unicode)
  })

  it('keeps the width within what can be read', () => {
    expect([10, 100, 300].map((columns) => describeTerminal({ columns }, {}).columns)).toEqual([40, 100, 120])
  })
})
