import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'
import type { Tally } from './tally.ts'
import { ROOT } from './workspace.ts'

/** Environment variable that names the file this reporter writes its {@link Tally} to. */
export const TALLY_FILE_VARIABLE = 'TOKENSCOPE_TALLY_FILE'

/**
 * Vitest reporter that writes one {@link Tally}. A test file that does not load counts as one failure, and so does every error
 * that no test caught: neither has a test of its own that could fail.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const file = process.env[TALLY_FILE_VARIABLE]
    if (file === undefined) return
    writeFileSync(file, JSON.stringify(tallyOf(modules, unhandledErrors)))
  }
}

function tallyOf(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): Tally {
  let passed = 0
  const failures: string[] = []
  const skips: string[] = []
  for (const module of modules) {
    const errors = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())]
    for (const error of errors) failures.push(`${placeOf(module)}: ${firstLine(error.message)}`)
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed++
      else if (state === 'failed') failures.push(nameOf(test))
      else skips.push(skipOf(test))
    }
  }
  for (const error of unhandledErrors) failures.push(`unhandled error: ${firstLine(error.message)}`)
  return { passed, failed: failures.length, skipped: skips.length, failures, skips }
}

function skipOf(test: TestCase): string {
  const result = test.result()
  const note = result.state === 'skipped' ? result.note : undefined
  return note === undefined ? nameOf(test) : `${nameOf(test)} (${note})`
}

function nameOf(test: TestCase): string {
  return `${placeOf(test.module)} > ${test.fullName}`
}

function placeOf(module: TestModule): string {
  return relative(ROOT, module.moduleId)
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? ''
}
