import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Milliseconds that a fresh process takes to import `module`, the OpenTelemetry API having been imported before it: what an application
 * that has the API already pays.
 * @param folder where the module is installed
 */
export async function importTime(module: string, folder: string, execArgv: readonly string[]): Promise<number> {
  const script = `
    await import('@opentelemetry/api')
    const before = performance.now()
    await import(${JSON.stringify(module)})
    process.stdout.write(String(performance.now() - before), () => process.exit())`
  const { stdout } = await run(process.execPath, ['--no-warnings', ...execArgv, '--input-type=module', '--eval', script], {
    cwd: folder,
  })
  return Number(stdout)
}
