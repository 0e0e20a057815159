import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runTokenscope } from './run-tokenscope.ts'

it('tokenscope alert-bridge check reads settings and secret files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-alert-bridge-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'alert-bridge.yaml'), 'robots: {ops: {kind: wecom, url_file: url}}\n')
  const bad = await runTokenscope(['alert-bridge', 'check'], {}, folder)
  expect([bad.code, bad.stderr]).toEqual([
    1,
    expect.stringContaining(`the address of robot ops cannot be read from ${folder}/url (ENOENT)`),
  ])
  writeFileSync(join(folder, 'url'), 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc', { mode: 0o600 })
  const good = await runTokenscope(['alert-bridge', 'check', '-c', join(folder, 'alert-bridge.yaml')])
  expect(good).toEqual({ code: 0, stdout: 'ops: wecom, not signed, at http://127.0.0.1:9095/alerts/ops\n', stderr: '' })
})
