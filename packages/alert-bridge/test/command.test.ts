import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningScript, runScript, startScript, waitFor } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { robotYaml, SIGNING_KEY, TOKEN, temporaryFolder } from './bridge-of.ts'
import { type FakeRobots, RECORDED, startFakeRobots } from './fake-robots.ts'
import { notificationOf } from './notification-of.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')

interface SetUp {
  readonly fake: FakeRobots
  readonly folder: string
  readonly config: string
  readonly start: (...args: string[]) => RunningScript
}

async function setUp(yaml = 'delivery: {answer_within: 2s, stop_within: 500ms}\n'): Promise<SetUp> {
  const fake = await startFakeRobots(RECORDED.wecomOk)
  onTestFinished(() => fake.close())
  const folder = temporaryFolder()
  const config = join(folder, 'alert-bridge.yaml')
  writeFileSync(
    config,
    `listen: 127.0.0.1:0\n${yaml}robots:\n${robotYaml(folder, fake.url, 'wecom')}${robotYaml(folder, fake.url, 'dingtalk')}`,
  )
  return {
    fake,
    folder,
    config,
    start: (...args) => {
      const script = startScript(MAIN, { args, cwd: folder })
      onTestFinished(() => script[Symbol.asyncDispose]())
      return script
    },
  }
}

describe('tokenscope-alert-bridge', () => {
  it('serves until SIGTERM, and writes what it could not deliver as dead letters, which replay then sends', async () => {
    const { fake, folder, config, start } = await setUp()
    const script = start('serve')
    const [, url] = await script.waitForOutput(/listening: (http:\/\/[\d.:]+)\/alerts\/wecom \(wecom\)/)
    const send = (group: string): Promise<Response> =>
      fetch(`${url}/alerts/wecom`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(notificationOf([{}], group)),
      })
    expect((await send('a')).status).toBe(200)
    fake.rest = { status: 500, body: '' }
    expect((await send('b')).status).toBe(503)
    script.kill()
    await waitFor(() => script.output.stderr.includes('stopping: '))
    const ended = await script.exited
    expect([ended.code, ended.stderr]).toEqual([
      0,
      expect.stringMatching(/the bridge was stopped before the robot took it; the message is a dead letter now\n.* stopped\n$/s),
    ])
    expect(readFileSync(join(folder, 'dead-letters.jsonl'), 'utf8').split('\n')).toHaveLength(2)

    fake.rest = RECORDED.wecomOk
    const replayed = await runScript(MAIN, { args: ['replay', '-c', config] })
    expect([replayed.code, replayed.stdout]).toEqual([0, `1 delivered, 0 kept in ${folder}/dead-letters.jsonl\n`])
    expect(existsSync(join(folder, 'dead-letters.jsonl'))).toBe(false)
    const all = `${ended.stdout}${ended.stderr}${replayed.stdout}${replayed.stderr}`
    expect([all.includes(TOKEN), all.includes(SIGNING_KEY)]).toEqual([false, false])
  })

  it('sends what is queued before it ends, where the robot takes it', async () => {
    const { fake, folder, start } = await setUp('delivery: {answer_within: 2s}\n')
    const script = start('serve')
    const [, url] = await script.waitForOutput(/listening: (http:\/\/[\d.:]+)\/alerts\/wecom/)
    fake.rest = { ...RECORDED.wecomOk, delayMs: 300 }
    const sent = ['a', 'b'].map((group) =>
      fetch(`${url}/alerts/wecom`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(notificationOf([{}], group)),
      }),
    )
    await waitFor(() => fake.messages.length > 0)
    script.kill()
    await Promise.allSettled(sent)
    expect((await script.exited).code).toBe(0)
    expect([fake.messages.length, existsSync(join(folder, 'dead-letters.jsonl'))]).toEqual([2, false])
  })

  it('tries the robots, and says of each what came of it', async () => {
    const { fake, config } = await setUp()
    fake.answers.push(RECORDED.wecomOk, RECORDED.dingtalkKeyword)
    const ran = await runScript(MAIN, { args: ['try', '--config', config] })
    expect([ran.code, ran.stdout, ran.stderr]).toEqual([
      1,
      'wecom: delivered\n',
      expect.stringMatching(/^dingtalk: the message lacks the keyword/),
    ])
    expect((fake.messages[0]!.body as { markdown: { content: string } }).markdown.content).toContain(
      'A test of the alert bridge. Nothing is wrong.',
    )
  })

  it('checks settings and files', async () => {
    const { folder, config } = await setUp()
    const good = await runScript(MAIN, { args: ['check', '--config', config] })
    expect([good.code, good.stdout]).toEqual([
      0,
      expect.stringContaining('wecom: wecom, not signed, at http://127.0.0.1:0/alerts/wecom\ndingtalk: dingtalk, signed'),
    ])
    writeFileSync(join(folder, 'dingtalk-key'), '')
    const bad = await runScript(MAIN, { args: ['check', '--config', config] })
    expect([bad.code, bad.stderr]).toEqual([
      1,
      `the signing key of robot dingtalk in ${folder}/dingtalk-key is empty: write it into the file\n`,
    ])
  })

  it.each([
    [[], 2, /^tokenscope-alert-bridge <command>/],
    [['--help'], 0, /^tokenscope-alert-bridge <command>/],
    [['server'], 2, /there is no command `server`: did you mean `serve`\?/],
    [['serve', '--confg', 'x'], 2, /Unknown option '--confg'/],
    [['serve', '-c', '/nowhere/b.yaml'], 2, /^\/nowhere\/b\.yaml: cannot be read \(ENOENT\): write the settings into it/],
  ] as [string[], number, RegExp][])('with %j ends with %i and says why', async (args, code, text) => {
    const ran = await runScript(MAIN, { args })
    expect([ran.code, `${ran.stdout}${ran.stderr}`]).toEqual([code, expect.stringMatching(text)])
  })
})
