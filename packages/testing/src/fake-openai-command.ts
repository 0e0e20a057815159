#!/usr/bin/env node
import { runFakeOpenAI } from './fake-openai/command/run-command.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
const output = { stdout: (text: string) => void process.stdout.write(text), stderr: (text: string) => void process.stderr.write(text) }
process.exitCode = await runFakeOpenAI(process.argv.slice(2), output, stop.signal)
