import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CommandContext } from '../../src/command.ts'
import { parseCheckRequest } from '../../src/sla/check-request.ts'
import { runSla } from '../../src/sla/run-sla.ts'
import { startScriptedPrometheus } from './check-prometheus.ts'
import { inFolder } from './in-folder.ts'

const P95 = 'window: 1d\nscopes:\n  - model: a\n    p95_response_time: 3s\n'
const HELP = 'Run tokenscope --help to see what there is.\n'

describe('tokenscope sla check', () => {
  it('ends with 0 where all is met, and shows the numbers', async () => {
    const { url } = await startScriptedPrometheus(10)
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', P95)
      const { code, stdout, stderr } = await sla('check', '--prometheus', url)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, 'NOW')).toBe(`MET  All 4 objectives are met.
window 1d up to NOW, from ${url}

a in production
  met       response time p95 <= 3 s  2 s
    attainment 99 %, budget left 80 %, burn rate now 0.2 ×, 24 h 99 %
  met       response time p99 <= 5 s  2 s
    attainment 100 %, budget left 100 %, burn rate now 0 ×, 24 h 100 %
  met       error rate <= 0.1 %       0 %
    attainment 100 %, budget left 100 %, burn rate now 0 ×, 24 h 100 %
  met       availability >= 99.5 %    100 %
    attainment 100 %, budget left 100 %, burn rate now 0 ×, 24 h 100 %
`)
    })
  })

  it('ends with 1 where something is breached, in each format', async () => {
    const { url } = await startScriptedPrometheus(100)
    await inFolder(async ({ path, sla, write }) => {
      await write('sla.yaml', P95)
      const text = await sla('check', 'sla.yaml', '--prometheus', url)
      expect(text.code).toBe(1)
      expect(text.stdout.split('\n')[0]).toBe('BREACHED  1 of 4 objectives breached.')
      expect(text.stdout).toMatch(/\n {4}worst: \d{4}-\d\d-\d\d \d\d:\d\d to \d\d:\d\d UTC: 100 of 1000 requests, 2 s\n/)
      const json = await sla('check', '--prometheus', url, '--format', 'json')
      expect(json.code).toBe(1)
      expect(JSON.parse(json.stdout)).toMatchObject({
        schema: 'tokenscope-sla-report/1',
        verdict: 'breached',
        objectives: [{ scope: 'a', slo: 'response-time-p95', events: 24_000, badEvents: 2400, budgetRemaining: -1 }, {}, {}, {}],
      })
      const markdown = await sla('check', '--prometheus', url, '--format', 'markdown')
      expect(markdown.stdout.split('\n')[0]).toBe('# Service levels: breached')
      await mkdir(join(path, 'out'))
      const html = await sla('check', '--prometheus', url, '-o', 'out/report.html')
      expect(html).toEqual({ code: 1, stdout: 'breached: the report is in out/report.html.\n', stderr: '' })
      expect(await readFile(join(path, 'out/report.html'), 'utf8')).toMatch(/^<!doctype html>/)
      expect(await readdir(join(path, 'out'))).toEqual(['report.html'])
    })
  })

  it('ends with 2, not with 1, where it fails itself', async () => {
    const { url } = await startScriptedPrometheus(10)
    await inFolder(async ({ path, write }) => {
      await write('sla.yaml', P95)
      const logged: string[] = []
      const context = {
        options: { prometheus: url },
        positionals: ['check'],
        cwd: path,
        signal: new AbortController().signal,
        terminal: { colour: false, columns: 80 },
        print: () => {
          throw new Error('the output is gone')
        },
        log: (line: string) => void logged.push(line),
      } as unknown as CommandContext
      expect(await runSla(context)).toBe(2)
      expect(logged[0]).toMatch(/^Unknown: Error: the output is gone\n/)
    })
  })

  it('ends with 2 where it is unknown, and says that it is', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', P95)
      expect(await sla('check', '--prometheus', 'http://127.0.0.1:1')).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^Unknown: Prometheus at http:\/\/127\.0\.0\.1:1 cannot be reached/),
      })
    })
    const { url } = await startScriptedPrometheus(0)
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', 'window: 1d\nscopes:\n  - {model: a, error_rate: 0.001%}\n')
      const { code, stdout } = await sla('check', '--prometheus', url)
      expect(code).toBe(2)
      expect(stdout).toContain('24000 requests in the window; error rate <= 0.001 % can be told from 100000')
    })
  })

  it('ends with 2 where sla.yaml is bad, and says so', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', 'p95_response_time: 3000\n')
      const { code, stderr } = await sla('check')
      expect(code).toBe(2)
      expect(stderr).toMatch(/\nBad input: sla\.yaml has errors, so nothing is checked\.\n$/)
    })
  })

  it('sends the token of a file, which must be one line', async () => {
    const prometheus = await startScriptedPrometheus(0)
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', P95)
      await write('token', 'tok-1\n')
      expect((await sla('check', '--prometheus', prometheus.url, '--token-file', 'token')).code).toBe(0)
      expect(new Set(prometheus.authorizations)).toEqual(new Set(['Bearer tok-1']))
      await write('token', 'tok-1\ntok-2\n')
      expect(await sla('check', '--prometheus', prometheus.url, '--token-file', 'token')).toEqual({
        code: 2,
        stdout: '',
        stderr: `--token-file: token must hold exactly one line.\n${HELP}`,
      })
    })
  })

  it('says what is wrong on the command line', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', P95)
      const stderr = `--notify: none cannot be read as a file. Give the path of a text file with one line.\n${HELP}`
      expect(await sla('check', '--watch', '5m', '--notify', 'none')).toEqual({ code: 2, stdout: '', stderr })
      expect((await sla('check', '--force')).stderr).toBe(
        `--force means nothing to tokenscope sla check; it is an option of init and generate.\n${HELP}`,
      )
    })
  })

  it.each<[options: Record<string, string>, message: string]>([
    [{ format: 'htm' }, 'There is no format "htm" (did you mean html?); --format takes text, json, markdown, html.'],
    [{ window: '5m' }, '--window 5m cannot be: allowed is 15m to 90d, for example --window 7d.'],
    [{ window: 'week' }, '--window week cannot be: allowed is 15m to 90d, for example --window 7d.'],
    [{ watch: '0s' }, '--watch 0s cannot be: allowed is 1s to 1d, for example --watch 5m.'],
    [{ prometheus: 'me:secret@host' }, '--prometheus is not an address: write it like http://127.0.0.1:9090.'],
    [{ jaeger: 'host' }, '--jaeger is not an address: write it like http://127.0.0.1:16686.'],
    [{ notify: 'http://127.0.0.1:1/hook' }, '--notify tells of changes, and there are none without --watch: add --watch 5m.'],
    [{ watch: '5m', 'notify-secret': 'x' }, '--notify-secret means nothing without --notify.'],
    [{ out: '' }, '--out needs a value.'],
  ])('refuses the options %j, and says what is allowed', (options, message) => {
    expect(() => parseCheckRequest(options)).toThrow(message)
  })

  it('reads times and the format from the ending of the file', () => {
    expect(parseCheckRequest({ window: '1d12h', watch: '5m', out: 'report.md' })).toEqual({
      prometheusUrl: 'http://127.0.0.1:9090',
      tokenFile: undefined,
      jaegerUrl: undefined,
      format: 'markdown',
      out: 'report.md',
      windowSeconds: 129_600,
      watchSeconds: 300,
      notify: undefined,
      notifySecretFile: undefined,
    })
  })
})

describe('tokenscope sla explain --now', () => {
  it('ends with 1 where something is breached now, and 0 where nothing is', async () => {
    const prometheus = await startScriptedPrometheus(100)
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', P95)
      const breached = await sla('explain', '--now', 'sla.yaml', '--prometheus', prometheus.url)
      expect(breached.code).toBe(1)
      expect(breached.stdout.split('\n')[0]).toBe('BREACHED NOW  a in production: response time p95 <= 3 s')
      expect(breached.stdout).toContain('The data cannot tell why: no number that would be a reason moved enough.')
      prometheus.badRequests = 0
      const well = await sla('explain', '--now', '--prometheus', prometheus.url, '--json')
      expect(well.code).toBe(0)
      expect(JSON.parse(well.stdout)).toMatchObject({ schema: 'tokenscope-sla-now/1', breached: [], wellSubjects: ['a in production'] })
    })
  })

  it('ends with 2 where Prometheus is away, and says what --prometheus means without --now', async () => {
    await inFolder(async ({ sla, write }) => {
      await write('sla.yaml', P95)
      const away = await sla('explain', '--now', '--prometheus', 'http://127.0.0.1:1')
      expect({ code: away.code, stdout: away.stdout }).toEqual({ code: 2, stdout: '' })
      expect(away.stderr).toMatch(/^Unknown: Prometheus at http:\/\/127\.0\.0\.1:1 cannot be reached/)
      expect(await sla('explain', '--prometheus', 'http://127.0.0.1:1')).toEqual({
        code: 2,
        stdout: '',
        stderr: `--prometheus means something to tokenscope sla explain only with --now.\n${HELP}`,
      })
    })
  })
})
