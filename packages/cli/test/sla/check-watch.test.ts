import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '@tokenscope/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MAIN } from '../run-tokenscope.ts'
import { startScriptedPrometheus } from './check-prometheus.ts'
import { inFolder } from './in-folder.ts'

const P95 = 'window: 1d\nscopes:\n  - model: a\n    p95_response_time: 3s\n'

interface Watching {
  readonly output: () => string
  /** Interrupts it as Ctrl-C does, and resolves with its exit code. */
  interrupt(): Promise<number | null>
}

function watch(cwd: string, ...args: string[]): Watching {
  return startCheck(cwd, '--watch', '1s', ...args)
}

function startCheck(cwd: string, ...args: string[]): Watching {
  const child = spawn(process.execPath, ['--conditions=dev', MAIN, 'sla', 'check', ...args], {
    cwd,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    output: () => output,
    interrupt: async () => {
      child.kill('SIGINT')
      return await ended
    },
  }
}

interface Hook {
  readonly url: string
  readonly bodies: unknown[]
  readonly authorizations: (string | undefined)[]
  status: number
}

async function startHook(): Promise<Hook> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      hook.authorizations.push(request.headers.authorization)
      hook.bodies.push(JSON.parse(body))
      response.writeHead(hook.status)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const hook: Hook = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/s3cret`,
    bodies: [],
    authorizations: [],
    status: 500,
  }
  return hook
}

describe('tokenscope sla check', () => {
  it('that is interrupted is unknown, and no breach', async () => {
    const asked = Promise.withResolvers<void>()
    const server = createServer(() => asked.resolve())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    await inFolder(async ({ path, write }) => {
      await write('sla.yaml', P95)
      const checking = startCheck(path, '--prometheus', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
      await asked.promise
      expect(await checking.interrupt()).toBe(2)
      expect(checking.output()).toBe('Unknown: interrupted before Prometheus had answered.\n')
    })
  })
})

describe('tokenscope sla check --watch', () => {
  it('prints what changes, survives a Prometheus that goes away, and ends by Ctrl-C with the last verdict', async () => {
    const prometheus = await startScriptedPrometheus(0)
    await inFolder(async ({ path, write }) => {
      await write('sla.yaml', P95)
      const watching = watch(path, '--prometheus', prometheus.url)
      await waitFor(() => watching.output().includes('MET: 4 objectives'))
      await prometheus.goAway()
      await waitFor(() => watching.output().includes('cannot be reached (ECONNREFUSED)'))
      await prometheus.comeBack()
      await waitFor(() => watching.output().includes('Prometheus answers again.'))
      prometheus.badRequests = 100
      await waitFor(() => watching.output().includes('(was met)'))
      expect(await watching.interrupt()).toBe(1)
      expect(watching.output().replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, 'NOW')).toBe(`NOW  MET: 4 objectives
  met       a in production: response time p95 <= 3 s, measured 2 s
  met       a in production: response time p99 <= 5 s, measured 2 s
  met       a in production: error rate <= 0.1 %, measured 0 %
  met       a in production: availability >= 99.5 %, measured 100 %
NOW  Prometheus at ${prometheus.url} cannot be reached (ECONNREFUSED). Is it running (tokenscope stack up), and is the address right? Trying again every 1 s.
NOW  Prometheus answers again.
NOW  a in production: response time p95 <= 3 s is breached, measured 2 s (was met)
`)
    })
  }, 30_000)

  it('tells a webhook of changes, tries again until it takes them, and never shows its address', async () => {
    const prometheus = await startScriptedPrometheus(100)
    const hook = await startHook()
    await inFolder(async ({ path, write }) => {
      await write('sla.yaml', P95)
      await write('hook', `${hook.url}\n`)
      await write('secret', 'tok-1\n')
      const watching = watch(path, '--prometheus', prometheus.url, '--notify', 'hook', '--notify-secret', 'secret')
      await waitFor(() => watching.output().includes('BREACHED: 4 objectives'))
      expect(hook.bodies).toEqual([])
      prometheus.badRequests = 10
      await waitFor(() => watching.output().includes('is not delivered'))
      hook.status = 204
      const before = hook.bodies.length
      await waitFor(() => hook.bodies.length > before)
      expect(await watching.interrupt()).toBe(0)
      expect(hook.bodies.at(-1)).toEqual({
        schema: 'tokenscope-sla-change/1',
        time: expect.any(Number),
        verdict: 'met',
        previousVerdict: 'breached',
        changes: [
          {
            scope: 'a',
            slo: 'response-time-p95',
            subject: 'a in production',
            promise: 'p95 <= 3 s',
            from: 'breached',
            to: 'met',
            message: 'a in production: response time p95 <= 3 s is met, measured 2 s (was breached)',
            measured: 2,
            target: 3,
            budgetRemaining: 0.8,
          },
        ],
      })
      expect(new Set(hook.authorizations)).toEqual(new Set(['Bearer tok-1']))
      expect(watching.output()).toContain(`The notification is not delivered: ${new URL(hook.url).host} answers HTTP 500.`)
      expect(watching.output()).not.toContain('s3cret')
      expect(watching.output()).not.toContain('tok-1')
    })
  }, 30_000)
})
