import { commandHelp, generalHelp } from './arguments/help-text.ts'
import { parseArguments } from './arguments/parse-arguments.ts'
import { UsageError } from './arguments/usage-error.ts'
import type { CommandContext } from './command.ts'
import { CommandFailure } from './command-failure.ts'
import { commands } from './commands.ts'
import { version } from './version.ts'

/** What a run of the program needs from its surroundings. */
export type Surroundings = Omit<CommandContext, 'options' | 'positionals'>

/**
 * Runs one command line and resolves with the exit code: that of the command; 2 where the command line is wrong, 1 where the
 * command failed in a way it does not explain. Output goes to `print`, everything else to `log`.
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const invocation = parseArguments(args, commands)
    if (invocation.kind === 'version') surroundings.print(version())
    else if (invocation.kind === 'help') surroundings.print(invocation.command ? commandHelp(invocation.command) : generalHelp(commands))
    else return await invocation.command.run({ ...surroundings, options: invocation.options, positionals: invocation.positionals })
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      surroundings.log(error.message)
      surroundings.log('Run tokenscope --help to see what there is.')
      return 2
    }
    if (error instanceof CommandFailure) surroundings.log(error.message)
    else surroundings.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}
