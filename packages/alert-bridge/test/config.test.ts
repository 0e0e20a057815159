import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRobotAddress } from '../src/config/read-robot-address.ts'
import { ConfigError, parseBridgeConfig } from '../src/index.ts'
import { temporaryFolder } from './bridge-of.ts'

const ROBOT = 'robots:\n  ops:\n    kind: dingtalk\n    url_file: /s/url\n'

function problemsOf(yaml: string): string[] {
  try {
    parseBridgeConfig(yaml, 'b.yaml')
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
  return []
}

describe('settings', () => {
  it('need little more than a robot', () => {
    expect(parseBridgeConfig(ROBOT, '/etc/bridge/b.yaml')).toEqual({
      listen: { host: '127.0.0.1', port: 9095 },
      language: 'en',
      deadLetters: { file: '/etc/bridge/dead-letters.jsonl', maxBytes: 10_000_000 },
      delivery: { answerMs: 8000, giveUpMs: 900_000, rememberMs: 300_000, requestMs: 10_000, stopMs: 10_000, queueLength: 200 },
      robots: [{ name: 'ops', kind: 'dingtalk', urlFile: '/s/url', language: 'en', perMinute: 20, mentions: {} }],
    })
  })

  it('can say everything', () => {
    const yaml = `listen: '[::]:9000'
shared_secret_file: shared
language: zh
dead_letters: {file: dead/letters.jsonl, max_size: 500kB}
delivery: {answer_within: 5s, give_up_after: 1h, remember: 90s, request_timeout: 500ms, stop_within: 3s, queue_length: 50}
robots:
  ops:
    kind: feishu
    url_file: url
    secret_file: key
    language: en
    keyword: 告警
    per_minute: 60
    mentions: {critical: {all: true, users: [ou_1]}}
`
    expect(parseBridgeConfig(yaml, '/etc/b.yaml')).toEqual({
      listen: { host: '::', port: 9000 },
      sharedSecretFile: '/etc/shared',
      language: 'zh',
      deadLetters: { file: '/etc/dead/letters.jsonl', maxBytes: 500_000 },
      delivery: { answerMs: 5000, giveUpMs: 3_600_000, rememberMs: 90_000, requestMs: 500, stopMs: 3000, queueLength: 50 },
      robots: [
        {
          name: 'ops',
          kind: 'feishu',
          urlFile: '/etc/url',
          secretFile: '/etc/key',
          language: 'en',
          keyword: '告警',
          perMinute: 60,
          mentions: { critical: { all: true, mobiles: [], users: ['ou_1'] } },
        },
      ],
    })
  })

  it('take a telephone number without quotes as it is written', () => {
    const yaml = `${ROBOT}    mentions: {critical: {mobiles: [13800001111, '+86-13800002222']}}\n`
    expect(parseBridgeConfig(yaml, 'b.yaml').robots[0]?.mentions.critical?.mobiles).toEqual(['13800001111', '+86-13800002222'])
  })
})

describe('wrong settings', () => {
  it.each([
    ['robots: [', /^b\.yaml:1:\d+: not valid YAML/],
    ['listen: 127.0.0.1:1', /^b\.yaml:1:1: `robots` is empty/],
    [`lisen: 127.0.0.1:1\n${ROBOT}`, /^b\.yaml:1:1: the file has no `lisen`: did you mean `listen`\?$/],
    [`${ROBOT}    per_minut: 3\n`, /^b\.yaml:5:5: robot `ops` has no `per_minut`: did you mean `per_minute`\?$/],
    [`${ROBOT}    per_minute: 21\n`, /^b\.yaml:5:17: .* must be a whole number from 1 to 20$/],
    [
      'robots: {ops: {kind: dingtak, url_file: u}}',
      /^b\.yaml:1:22: .*`dingtak`: write dingtalk, feishu, wecom \(did you mean dingtalk\?\)$/,
    ],
    ['robots: {ops: {kind: wecom}}', /has no `url_file`: name a file/],
    ['robots: {ops: {kind: wecom, url_file: u, secret_file: k}}', /robots of wecom do not sign/],
    ['robots: {Ops!: {kind: wecom, url_file: u}}', /`Ops!` is no name for a robot/],
    [`listen: 0.0.0.0:9095\n${ROBOT}`, /^b\.yaml:1:9: .* can be reached from other machines: write a secret into a file/],
    [`listen: 9095\n${ROBOT}`, /`listen` must be a text/],
    [`listen: 127.0.0.1:99999\n${ROBOT}`, /write an address and a port/],
    [`delivery: {give_up_after: 15}\n${ROBOT}`, /`delivery.give_up_after` must be a text/],
    [`delivery: {give_up_after: 15 parsecs}\n${ROBOT}`, /write a time with its unit, such as 8s or 15m/],
    [`dead_letters: {max_size: lots}\n${ROBOT}`, /write a size with its unit, such as 10MB/],
    ['robots: {ops: {kind: feishu, url_file: u, mentions: {critical: {mobiles: [13800001111]}}}}', /cannot mention by `mobiles`/],
    [`${ROBOT}    mentions: {critical: {users: ['<@all>']}}\n`, /`<@all>` is not one of its `users`/],
    [`${ROBOT}    keyword: ${'x'.repeat(101)}\n`, /must be one line of at most 100 bytes/],
    [`${ROBOT}    mentions: {urgent: {all: true}}\n`, /has no `urgent`: there are critical, warning, info/],
  ])('%j are refused with place and remedy', (yaml, message) => {
    expect(problemsOf(yaml)[0]).toMatch(message)
  })

  it('that mention more people than a message has room for are refused', () => {
    const users = Array.from({ length: 51 }, (_, index) => `u${index}`).join(', ')
    expect(problemsOf(`${ROBOT}    mentions: {critical: {users: [${users}]}}\n`)[0]).toContain('at most 50; mention `all: true` instead')
  })

  it('are all named at once', () => {
    expect(problemsOf('lisen: x\nrobots: {ops: {kind: wecon}}')).toHaveLength(3)
  })

  it.each(['url', 'secret', 'key', 'token', 'access_token'])(
    'with a secret in them (`%s`) are refused, and the secret is not repeated',
    (key) => {
      const [problem] = problemsOf(`${ROBOT}    ${key}: SECabcdef\n`)
      expect(problem).toMatch(/^b\.yaml:5:5: secrets are not taken from here .* name it in `(url_file|secret_file)`$/)
      expect(problem).not.toContain('SECabcdef')
    },
  )
})

describe('the file with an address', () => {
  const addressOf = (text: string): unknown => {
    const urlFile = join(temporaryFolder(), 'url')
    writeFileSync(urlFile, text)
    return readRobotAddress({ name: 'ops', kind: 'wecom', urlFile, language: 'en', perMinute: 20, mentions: {} })
  }

  it('may end with a line break', () => {
    expect(addressOf('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc\n')).toEqual({
      url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc',
    })
  })

  it.each([
    ['', /is empty/],
    ['key=abc', /holds no https address/],
    ['http://qyapi.weixin.qq.com/?key=abc', /holds no https address/],
    ['https://oapi.dingtalk.com/robot/send?access_token=abc', /holds the address of a dingtalk robot, but ops is of kind wecom/],
  ])('that holds %j is refused, and what it holds is not repeated', (text, message) => {
    expect(() => addressOf(text)).toThrow(message)
    expect(() => addressOf(text)).not.toThrow(/abc/)
  })

  it('that is missing is named', () => {
    const robot = { name: 'ops', kind: 'wecom', urlFile: '/nowhere/url', language: 'en', perMinute: 20, mentions: {} } as const
    expect(() => readRobotAddress(robot)).toThrow('the address of robot ops cannot be read from /nowhere/url (ENOENT)')
  })
})
