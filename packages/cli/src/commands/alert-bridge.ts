import type { Command } from '../command.ts'

export const alertBridgeCommand: Command = {
  name: 'alert-bridge',
  summary: 'Alertmanager to DingTalk, Feishu and WeCom robots: serve, check, try, replay',
  description: [
    'serve   takes the webhooks of Alertmanager and passes them on, until Ctrl-C; what is queued then is sent, or kept as dead letters.',
    'check   reads the settings and every secret file, and says what is wrong.',
    'try     sends a short test message to each robot.',
    'replay  sends the dead letters again.',
    'The same as the program tokenscope-alert-bridge, which needs nothing else installed.',
  ].join('\n'),
  positionals: ['serve|check|try|replay'],
  options: {
    config: { type: 'string', short: 'c', value: 'file', description: 'the settings; default alert-bridge.yaml' },
    robot: { type: 'string', value: 'name', description: 'try, replay: only this robot' },
    'dry-run': { type: 'boolean', description: 'replay: say what would be sent' },
  },
  exitCodes: { 0: 'all went well', 1: 'something was refused or could not be sent', 2: 'the command line or the settings are wrong' },
  run: async ({ options, positionals, print, log, signal }) => {
    const { runAlertBridge } = await import('@tokenscope/alert-bridge')
    const given = Object.entries(options).flatMap(([name, value]) =>
      typeof value === 'string' ? [`--${name}=${value}`] : value === true ? [`--${name}`] : [],
    )
    return await runAlertBridge([...positionals, ...given], { print, log, signal })
  },
}
