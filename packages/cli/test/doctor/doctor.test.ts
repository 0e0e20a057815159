import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startScript } from '@tokenscope/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAIN, runTokenscope } from '../run-tokenscope.ts'
import { makeApplication } from './make-application.ts'

/** An application with nothing but manifests installed. */
let application: string
const receiver = createServer((_request, response) => response.end())
let endpoint: string

beforeAll(async () => {
  application = await makeApplication()
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
})

afterAll(async () => {
  receiver.close()
  await rm(application, { recursive: true })
})

describe('tokenscope doctor', () => {
  it('ends with 0 where all is well', async () => {
    const { code, stdout, stderr } = await runTokenscope(['doctor'], { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, application)
    expect(stderr).toBe('')
    expect(stdout).toContain('ok    openai 6.49.0\n')
    expect(stdout).toContain('OTEL_EXPORTER_OTLP_ENDPOINT): takes OTLP.\n')
    expect(stdout.trimEnd()).toMatch(/All is well: nothing would be lost\.$/)
    expect(code).toBe(0)
  })

  it('ends with 1 and a fix where something would be lost', async () => {
    const { code, stdout } = await runTokenscope(
      ['doctor'],
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER: 'always_off' },
      application,
    )
    expect(stdout).toContain('LOSS  OTEL_TRACES_SAMPLER=always_off drops every trace')
    expect(stdout).toContain('fix: Unset OTEL_TRACES_SAMPLER')
    expect(stdout.trimEnd()).toMatch(/Something would be lost: 1 finding\.$/)
    expect(code).toBe(1)
  })

  it('shows no secret, neither to people nor as JSON', async () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint.replace('//', '//user:s3cret@'),
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer s3cret',
      OPENAI_API_KEY: 'sk-s3cret',
      OTEL_RESOURCE_ATTRIBUTES: 'token=s3cret',
    }
    const [people, json] = await Promise.all([
      runTokenscope(['doctor'], env, application),
      runTokenscope(['doctor', '--json'], env, application),
    ])
    expect(people.stdout).toContain('OPENAI_API_KEY=[redacted]\n')
    expect(people.stdout + people.stderr + json.stdout + json.stderr).not.toContain('s3cret')
  })

  it('says the same as JSON', async () => {
    const { code, stdout } = await runTokenscope(
      ['doctor', '--json'],
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_LOGS_EXPORTER: 'none' },
      application,
    )
    const report = JSON.parse(stdout)
    expect([code, report.ok]).toEqual([0, true])
    expect(report.variables).toEqual({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_LOGS_EXPORTER: 'none' })
    expect(report.packages.map((found: { name: string; version: string }) => `${found.name} ${found.version}`)).toEqual([
      '@tokenscope/node 0.1.0',
      'openai 6.49.0',
      '@opentelemetry/api 1.10.0',
    ])
    expect(report.findings).toContainEqual({
      area: 'exporting',
      level: 'note',
      text: 'logs go nowhere (OTEL_LOGS_EXPORTER=none): log events, and with them captured content and exceptions, are lost.',
      fix: 'Unset OTEL_LOGS_EXPORTER, or set it to otlp.',
    })
  })

  it('ends at once by Ctrl-C while it waits for its trace', async () => {
    const asked = Promise.withResolvers<void>()
    const jaeger = createServer(({ url = '' }, response) => {
      if (url.startsWith('/api/traces/')) asked.resolve()
      response.end('{"data":[]}')
    }).listen(0, '127.0.0.1')
    await once(jaeger, 'listening')
    const address = `127.0.0.1:${(jaeger.address() as AddressInfo).port}`
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, TOKENSCOPE_JAEGER_HTTP: address }
    const doctor = startScript(MAIN, { args: ['doctor', '--trace'], env, cwd: application })
    try {
      await asked.promise
      doctor.kill('SIGINT')
      expect(await doctor.exited).toEqual({ code: 130, signal: null, stdout: '', stderr: '' })
    } finally {
      await doctor[Symbol.asyncDispose]()
      jaeger.close()
    }
  })
})
