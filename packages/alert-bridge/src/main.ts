#!/usr/bin/env node
import { runAlertBridge } from './commands/run-alert-bridge.ts'

const interrupted = new AbortController()
// A second signal ends the process the usual way.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())

const code = await runAlertBridge(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  log: (line) => void process.stderr.write(`${line}\n`),
  signal: interrupted.signal,
})
// Connections to robots that are kept open hold nobody up.
process.stdout.write('', () => process.exit(code))
