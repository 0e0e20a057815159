import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/arguments/usage-error.ts'
import { parseRequest } from '../../src/stack/parse-request.ts'
import { runTokenscope } from '../run-tokenscope.ts'

describe('the command line of tokenscope stack', () => {
  it('is what the person wants of the stack', () => {
    expect(parseRequest({ positionals: ['up'], options: { data: 'here', 'port-offset': '1000' }, cwd: '/home/x' })).toEqual({
      action: 'up',
      dataFolder: '/home/x/here',
      configFolder: undefined,
      ports: 1000,
      foreground: false,
      json: false,
    })
    expect(parseRequest({ positionals: ['up'], options: { 'any-port': true, foreground: true }, cwd: '/' })).toMatchObject({
      dataFolder: undefined,
      ports: 'any',
      foreground: true,
    })
  })

  it.each<[positionals: string[], options: Record<string, string | boolean>, message: string]>([
    [[], {}, 'tokenscope stack needs to know what to do: tokenscope stack up, status or down.'],
    [['upp'], {}, 'tokenscope stack cannot "upp" (did you mean up?); it can up, status, down.'],
    [['down'], { json: true }, '--json means nothing to tokenscope stack down; it is an option of status.'],
    [
      ['up'],
      { 'port-offset': '60000' },
      '--port-offset is "60000"; a whole number from 0 to 48849 is needed, for example --port-offset 1000.',
    ],
    [['up'], { 'port-offset': '1', 'any-port': true }, '--port-offset and --any-port exclude each other: give one of them.'],
    [
      ['up'],
      { config: '/nowhere' },
      '--config /nowhere holds no single-node.yaml; give a folder that is laid out like the shipped collector/ folder.',
    ],
  ])('%j with %j is refused with what is allowed', (positionals, options, message) => {
    expect(() => parseRequest({ positionals, options, cwd: '/' })).toThrow(new UsageError(message))
  })

  it('that is wrong ends with exit code 2', async () => {
    expect(await runTokenscope(['stack', 'upp'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'tokenscope stack cannot "upp" (did you mean up?); it can up, status, down.\nRun tokenscope --help to see what there is.\n',
    })
  })
})
