#!/usr/bin/env node
import { runFakeNvidiaSmi, SCRIPT_VARIABLE } from './fake-nvidia-smi/run-command.ts'

process.stdout.on('error', () => process.exit(1))
process.exitCode = await runFakeNvidiaSmi(process.argv.slice(2), process.env[SCRIPT_VARIABLE])
