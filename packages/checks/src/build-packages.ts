import { runCommand } from './run-command.ts'
import { failedStep, passedStep, type Tally } from './tally.ts'

/** Builds every package to its `dist`, dependencies first. One failure, whatever number of packages does not build. */
export async function buildPackages(timeoutMs: number): Promise<Tally> {
  const [command, ...before] = packageManager()
  const args = [...before, '-r', '--filter', './packages/*', '--no-bail', '--workspace-concurrency=2', 'run', 'build']
  const { ended, output } = await runCommand(command, args, { output: 'keep', timeoutMs })
  if (ended === 0) return passedStep()
  console.log(output)
  return failedStep(`the build of the packages ended with ${ended}`)
}

/** The package manager that started this process, or the one that the README names. */
function packageManager(): [command: string, ...args: string[]] {
  const path = process.env.npm_execpath
  if (path === undefined || !path.includes('pnpm')) return ['npx', '--yes', 'pnpm@12']
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path]
}
