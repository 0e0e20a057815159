import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Milliseconds that a fresh process takes to import `module`, the OpenTelemetry API having been imported before it: what an application
 * that has the API already pays.
 */
export async function importTime(module: string, execArgv: readonly string[]): Promise<number> {
  const script = `
    await import('@opentelemetry/api')
    const before = performance.now()
    await import(${JSON.stringify(module)})
    process.stdout.write(String(performance.now() - before))`
  const { stdout } = await run(process.execPath, ['--no-warnings', ...execArgv, '--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
  })
  return Number(stdout)
}
