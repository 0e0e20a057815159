import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { answer } from './answer.ts'
import { parseArguments } from './arguments.ts'
import { createHost, type FakeHost } from './fake-host.ts'
import type { FakeNvidiaSmiScript } from './script.ts'

/** Path of the script, a JSON file. Without it the fake is one healthy H100. */
export const SCRIPT_VARIABLE = 'TOKENSCOPE_FAKE_NVIDIA_SMI'

/**
 * Runs the fake tool until it would end; the result is its exit code. Prints on stdout only, as the real one does. Every call adds a line to
 * `<script>.calls`.
 */
export async function runFakeNvidiaSmi(argv: readonly string[], scriptPath: string | undefined): Promise<number> {
  const read = scriptReader(scriptPath)
  if (scriptPath !== undefined) appendFileSync(`${scriptPath}.calls`, `${JSON.stringify({ pid: process.pid, args: argv })}\n`)
  const call = parseArguments(argv)
  let { script, host } = read()
  if (script.ignoreSigterm) process.on('SIGTERM', () => {})
  if (script.startDelayMs) await delay(script.startDelayMs)
  if (call.kind === 'query-gpu' && script.chatter !== undefined) await print([script.chatter], script)

  for (let pass = 0; ; pass++) {
    if (pass > 0) ({ script, host } = read())
    const { failure, garbage, exitAfterPasses } = script
    if (failure) {
      await print([failure.stdout.replace(/\n$/, '')], script)
      return failure.exitCode
    }
    if (call.kind === 'help-query-gpu' && script.noHelp) return 0
    if (exitAfterPasses && call.loopMs !== undefined && pass >= exitAfterPasses.passes) return exitAfterPasses.exitCode
    if (script.silentFromPass !== undefined && pass >= script.silentFromPass && call.kind === 'query-gpu') await delay(2 ** 31 - 1)
    if (garbage && pass >= garbage.fromPass && call.kind === 'query-gpu') await print(garbage.lines, script)
    else {
      const { lines, exitCode, hangs } = answer(host, call, pass, script.refusedFields)
      await print(lines, script)
      if (hangs) await delay(2 ** 31 - 1)
      if (exitCode !== 0) return exitCode
    }
    if (call.kind === 'dmon' && pass + 1 < call.passes) await delay(20)
    else if (call.loopMs === undefined || call.loopMs === 0) return 0
    else await delay(call.loopMs)
  }
}

function scriptReader(path: string | undefined): () => { script: FakeNvidiaSmiScript; host: FakeHost } {
  let source: string | undefined
  let current: { script: FakeNvidiaSmiScript; host: FakeHost } | undefined
  return () => {
    const now = path === undefined ? '{}' : readFileSync(path, 'utf8')
    if (current === undefined || now !== source) {
      const script = JSON.parse(now) as FakeNvidiaSmiScript
      current = { script, host: createHost(script) }
      source = now
    }
    return current
  }
}

/** A reader that went away ends the fake, as it ends the real tool. */
async function print(lines: readonly string[], { crlf, splitRows }: FakeNvidiaSmiScript): Promise<void> {
  const end = crlf ? '\r\n' : '\n'
  if (!splitRows) return write(lines.map((line) => line + end).join(''))
  for (const line of lines) {
    await write(line.slice(0, 1))
    await delay(2)
    await write(line.slice(1) + end.slice(0, 1))
    if (end.length > 1) await write(end.slice(1))
  }
}

function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (text === '') return resolve()
    process.stdout.write(text, (error) => (error ? process.exit(1) : resolve()))
  })
}
