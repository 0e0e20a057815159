import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runCommand } from './run-command.ts'
import { failedStep, type Tally } from './tally.ts'
import { TALLY_FILE_VARIABLE } from './tally-reporter.ts'
import { ROOT } from './workspace.ts'

export interface VitestRun {
  /** The Node that runs vitest, its workers and, by `process.execPath`, what the tests start. */
  readonly nodePath: string
  /** Folders whose tests run. */
  readonly folders: readonly string[]
  /** Folders whose tests do not. */
  readonly exclude?: readonly string[]
  /** Node options for every process of the run, the tests' own children included. */
  readonly nodeOptions?: string
  readonly timeoutMs: number
}

/** Runs the tests of some folders. A run that ends without a report is one failure. */
export async function runVitest(run: VitestRun): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-tests-'))
  const tallyFile = join(folder, 'tally.json')
  try {
    const { ended } = await runCommand(run.nodePath, vitestArguments(run), {
      output: 'show',
      timeoutMs: run.timeoutMs,
      env: {
        [TALLY_FILE_VARIABLE]: tallyFile,
        PATH: `${dirname(run.nodePath)}:${process.env.PATH ?? ''}`,
        ...(run.nodeOptions === undefined ? {} : { NODE_OPTIONS: run.nodeOptions }),
      },
    })
    const tally = readTally(tallyFile)
    if (tally === undefined) return failedStep(`vitest ended (${ended}) before it had a result`)
    if (tally.passed + tally.failed + tally.skipped === 0) return failedStep(`no test found in ${run.folders.join(', ')}`)
    if (ended !== 0 && tally.failed === 0) return failedStep(`vitest ended (${ended}) although no test failed`)
    return tally
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function vitestArguments(run: VitestRun): string[] {
  return [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(import.meta.dirname, 'tally-reporter.ts')}`,
    ...(run.exclude ?? []).map((folder) => `--exclude=${folder}/**`),
    ...run.folders.map((folder) => `${folder}/`),
  ]
}

function readTally(file: string): Tally | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Tally
  } catch {
    return undefined
  }
}
