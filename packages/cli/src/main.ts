#!/usr/bin/env node
import { run } from './run.ts'
import { describeTerminal } from './terminal/terminal.ts'

const interrupted = new AbortController()
// A second signal ends the process the usual way: a command that hangs can still be stopped.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())
// `tokenscope doctor | head` is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  terminal: describeTerminal(process.stdout, process.env),
  print: (line = '') => process.stdout.write(`${line}\n`),
  log: (line) => process.stderr.write(`${line}\n`),
  signal: interrupted.signal,
  stdin: process.stdin,
})
