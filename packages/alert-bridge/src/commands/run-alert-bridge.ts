import { parseArgs } from 'node:util'
import { closest } from '../config/closest.ts'
import { ConfigError } from '../config/config-error.ts'
import { SecretError } from '../config/read-secret.ts'
import { check } from './check.ts'
import { loadConfig } from './load-config.ts'
import { replay } from './replay.ts'
import { serve } from './serve.ts'
import type { Surroundings } from './surroundings.ts'
import { tryRobots } from './try-robots.ts'

const COMMANDS = ['serve', 'check', 'try', 'replay'] as const

export const ALERT_BRIDGE_HELP = `tokenscope-alert-bridge <command> [--config alert-bridge.yaml]

Takes Alertmanager's webhooks and passes them on to group robots of DingTalk, Feishu and WeCom.

  serve     run until SIGINT or SIGTERM; what is queued then is sent, or written as dead letters
  check     read the settings and every secret file, and say what is wrong
  try       send a short test message to each robot (--robot name: to this one)
  replay    send the dead letters again (--robot name, --dry-run)

  -c, --config <file>   the settings; default alert-bridge.yaml
      --robot <name>    only this robot
      --dry-run         replay: say what would be sent
  -h, --help

Exit codes: 0 all went well, 1 something was refused or could not be sent, 2 the command line or the settings are wrong.`

/** Runs one command line, without the program's name, and resolves with the exit code. */
export async function runAlertBridge(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string', short: 'c', default: 'alert-bridge.yaml' },
        robot: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const [command, ...more] = positionals
    if (values.help || command === undefined) {
      surroundings.print(ALERT_BRIDGE_HELP)
      return values.help ? 0 : 2
    }
    if (more.length > 0) return usage(surroundings, `there is no argument \`${more[0]}\``)
    if (!COMMANDS.some((name) => name === command)) {
      const near = closest(command, COMMANDS)
      return usage(surroundings, `there is no command \`${command}\`${near === undefined ? '' : `: did you mean \`${near}\`?`}`)
    }
    const config = loadConfig(values.config)
    const robot = values.robot
    if (robot !== undefined && !config.robots.some(({ name }) => name === robot)) {
      return usage(
        surroundings,
        `there is no robot \`${robot}\` in ${values.config}: there are ${config.robots.map(({ name }) => name).join(', ')}`,
      )
    }
    if (command === 'serve') return await serve(config, surroundings)
    if (command === 'check') return check(config, surroundings)
    if (command === 'try') return await tryRobots(config, robot, surroundings)
    return await replay(config, { ...(robot === undefined ? {} : { robot }), dryRun: values['dry-run'] }, surroundings)
  } catch (error) {
    surroundings.log(error instanceof Error ? error.message : String(error))
    const isUsage =
      error instanceof ConfigError ||
      error instanceof SecretError ||
      String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
    return isUsage ? 2 : 1
  }
}

function usage({ log }: Surroundings, message: string): number {
  log(`${message}\nRun tokenscope-alert-bridge --help to see what there is.`)
  return 2
}
