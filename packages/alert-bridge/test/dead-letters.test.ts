import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type DeadLetter, DeadLetters } from '../src/delivery/dead-letters.ts'
import { parseBridgeConfig, type ReplayResult, replayDeadLetters } from '../src/index.ts'
import { robotYaml, temporaryFolder } from './bridge-of.ts'
import { type FakeRobots, RECORDED, startFakeRobots } from './fake-robots.ts'

function letterOf(title: string, robot = 'wecom', kind: DeadLetter['kind'] = 'wecom'): DeadLetter {
  const received = '2026-11-26T12:00:00.000Z'
  const body = { msgtype: 'markdown', markdown: { content: title } }
  return {
    at: received,
    received,
    robot,
    kind,
    key: title,
    part: 1,
    parts: 1,
    status: 'firing',
    severity: 'critical',
    title,
    reason: 'HTTP 500',
    body,
  }
}

const titles = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as DeadLetter).title)

describe('the file of dead letters', () => {
  it('is for its owner alone, also where it was not before', async () => {
    const file = join(temporaryFolder(), 'a', 'dead.jsonl')
    const letters = new DeadLetters({ file, maxBytes: 10_000 }, () => undefined)
    await letters.append(letterOf('one'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    writeFileSync(file, '', { mode: 0o644 })
    await letters.append(letterOf('two'))
    expect([statSync(file).mode & 0o777, titles(file)]).toEqual([0o600, ['two']])
  })

  it('never grows beyond its limit: the oldest go, and that is said', async () => {
    const file = join(temporaryFolder(), 'dead.jsonl')
    const lost: number[] = []
    const letters = new DeadLetters({ file, maxBytes: 2000 }, (count) => lost.push(count))
    for (let index = 0; index < 40; index++) {
      await letters.append(letterOf(`letter ${index}`))
      expect(statSync(file).size).toBeLessThanOrEqual(2000)
    }
    expect(titles(file).at(-1)).toBe('letter 39')
    expect(lost.reduce((sum, count) => sum + count, 0)).toBe(40 - titles(file).length)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('that cannot be written is told, and nothing fails', async () => {
    const lost: string[] = []
    const notAFolder = join(temporaryFolder(), 'file')
    writeFileSync(notAFolder, '')
    await new DeadLetters({ file: join(notAFolder, 'dead.jsonl'), maxBytes: 2000 }, (_, reason) => lost.push(reason)).append(
      letterOf('one'),
    )
    expect(lost).toEqual([expect.stringMatching(/EEXIST|ENOTDIR/)])
  })

  it('keeps a letter whole behind one whose writing was cut off', async () => {
    const file = join(temporaryFolder(), 'dead.jsonl')
    writeFileSync(file, '{"at":"2026-11-26T12')
    await new DeadLetters({ file, maxBytes: 2000 }, () => undefined).append(letterOf('one'))
    expect(readFileSync(file, 'utf8').split('\n').slice(1)).toEqual([JSON.stringify(letterOf('one')), ''])
  })

  it('takes letters that come at the same time one after the other', async () => {
    const file = join(temporaryFolder(), 'dead.jsonl')
    const letters = new DeadLetters({ file, maxBytes: 1_000_000 }, () => undefined)
    const names = Array.from({ length: 50 }, (_, index) => `letter ${index}`)
    await Promise.all(names.map((name) => letters.append(letterOf(name))))
    expect(titles(file)).toEqual(names)
  })
})

describe('a replay', () => {
  async function setUp(): Promise<{ fake: FakeRobots; file: string; logged: string[]; replay(options?: object): Promise<ReplayResult> }> {
    const fake = await startFakeRobots(RECORDED.wecomOk)
    onTestFinished(() => fake.close())
    const folder = temporaryFolder()
    const yaml = `robots:\n${robotYaml(folder, fake.url, 'wecom')}${robotYaml(folder, fake.url, 'dingtalk')}`
    const config = parseBridgeConfig(yaml, join(folder, 'b.yaml'))
    const logged: string[] = []
    const common = { signal: AbortSignal.timeout(20_000), log: (line: string) => void logged.push(line), timing: { gapMs: 0 } }
    return { fake, file: config.deadLetters.file, logged, replay: (options = {}) => replayDeadLetters(config, { ...common, ...options }) }
  }
  const write = (file: string, letters: readonly DeadLetter[]): void =>
    appendFileSync(file, letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''))

  it('sends every letter in order, signed anew, and leaves an empty file', async () => {
    const { fake, file, replay } = await setUp()
    write(file, [letterOf('one'), letterOf('two', 'dingtalk', 'dingtalk')])
    expect(await replay()).toEqual({ delivered: 2, kept: 0, broken: 0 })
    expect(
      fake.messages.map(({ path, body }) => [path, (body as DeadLetter['body'] & { markdown: { content: string } }).markdown.content]),
    ).toEqual([
      ['/cgi-bin/webhook/send', 'one'],
      ['/robot/send', 'two'],
    ])
    expect(fake.messages[1]?.query.get('sign')).toMatch(/^.{43}=$/)
    expect([existsSync(file), existsSync(`${file}.replay`)]).toEqual([false, false])
  })

  it('keeps what is not taken, with the new reason, and drops what is no letter', async () => {
    const { fake, file, replay } = await setUp()
    fake.answers.push(RECORDED.wecomOk, RECORDED.wecomKey)
    write(file, [letterOf('one'), letterOf('two')])
    appendFileSync(file, '{"at":"2026-11-26T12')
    expect(await replay()).toEqual({ delivered: 1, kept: 1, broken: 1 })
    expect(titles(file)).toEqual(['two'])
    expect(readFileSync(file, 'utf8')).toContain('93000')
  })

  it('of one robot leaves the letters of the others, and of robots that are gone', async () => {
    const { fake, file, replay } = await setUp()
    write(file, [letterOf('one'), letterOf('two', 'dingtalk', 'dingtalk'), letterOf('three', 'gone')])
    expect(await replay({ robot: 'dingtalk' })).toEqual({ delivered: 1, kept: 2, broken: 0 })
    expect(await replay()).toEqual({ delivered: 1, kept: 1, broken: 0 })
    expect(titles(file)).toEqual(['three'])
    expect(fake.messages).toHaveLength(2)
  })

  it('that is only tried out sends nothing', async () => {
    const { fake, file, logged, replay } = await setUp()
    write(file, [letterOf('one')])
    expect(await replay({ dryRun: true })).toEqual({ delivered: 0, kept: 1, broken: 0 })
    expect([fake.messages, titles(file), logged]).toEqual([[], ['one'], ['would send 2026-11-26T12:00:00.000Z wecom: one']])
  })

  it('leaves the letters that it took where they are, when those that come back cannot be written', async () => {
    const { fake, file, logged, replay } = await setUp()
    fake.rest = RECORDED.wecomKey
    write(file, [letterOf('one'), letterOf('two')])
    fake.onMessage = () => mkdirSync(file, { recursive: true })
    expect(await replay()).toEqual({ delivered: 0, kept: 2, broken: 0 })
    expect(titles(`${file}.replay`)).toEqual(['one', 'two'])
    expect(logged.at(-1)).toContain(`${file}.replay`)
  })

  it('takes up what an interrupted one left', async () => {
    const { file, replay } = await setUp()
    write(`${file}.replay`, [letterOf('old')])
    write(file, [letterOf('new')])
    expect(await replay()).toEqual({ delivered: 2, kept: 0, broken: 0 })
    expect(await replay()).toEqual({ delivered: 0, kept: 0, broken: 0 })
  })
})
