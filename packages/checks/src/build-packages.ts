import { packageManager } from './package-manager.ts'
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
