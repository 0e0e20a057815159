#!/usr/bin/env node
import { run } from './run.ts'
import { describeTerminal } from './terminal/terminal.ts'
import { toAscii } from './terminal/to-ascii.ts'

if (Number.parseInt(process.versions.node, 10) < 22) {
  process.stderr.write(`tokenscope needs Node 22.15 or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}

const interrupted = new AbortController()
// A second signal ends the process the usual way: a command that hangs can still be stopped.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort())
// `tokenscope doctor | head` is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
// `2>&1 | head`, or a terminal that was closed: what is said besides the output is said to nobody.
process.stderr.on('error', () => undefined)

const terminal = describeTerminal(process.stdout, process.env)
const shown = (text: string): string => (terminal.unicode ? text : toAscii(text))

const code = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  terminal,
  print: (line = '') => process.stdout.write(`${shown(line)}\n`),
  log: (line) => process.stderr.write(`${shown(line)}\n`),
  ...(process.stderr.isTTY && { live: { columns: process.stderr.columns, write: (text: string) => process.stderr.write(shown(text)) } }),
  signal: interrupted.signal,
  stdin: process.stdin,
})

// What a command leaves behind, such as the retries of an exporter whose endpoint is down, keeps nobody waiting.
process.stdout.write('', () => process.exit(code))
