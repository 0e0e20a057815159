import type { Command } from '../command.ts'

/** What `tokenscope --help` prints. */
export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }): Row => [name, summary])
  return sections([
    ['', ['tokenscope: OpenTelemetry for LLM calls, down to the token']],
    ['Usage', ['  tokenscope <command> [options]', '  tokenscope <command> --help']],
    ['Commands', table(rows)],
    [
      'Options',
      table([
        ['-h, --help', 'show this help'],
        ['-v, --version', 'show the version'],
      ]),
    ],
  ])
}

/** What `tokenscope <command> --help` prints. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, option]): Row => [
      `${option.short ? `-${option.short}, ` : '    '}--${name}${option.type === 'string' ? ` <${option.value}>` : ''}`,
      option.description,
    ],
  )
  const positionals = (command.positionals ?? []).map((name) => ` [${name}]`).join('')
  return sections([
    ['', [`tokenscope ${command.name}: ${command.summary}`]],
    ['Usage', [`  tokenscope ${command.name}${positionals} [options]`]],
    ['', command.description.split('\n')],
    ['Options', table([...options, ['-h, --help', 'show this help']])],
    ['Environment', table(Object.entries(command.environment ?? {}))],
    ['Exit codes', table(Object.entries(command.exitCodes))],
  ])
}

type Row = [left: string, right: string]

function table(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

function sections(parts: readonly [title: string, lines: readonly string[]][]): string {
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [...(title === '' ? [] : [`${title}:`]), ...lines].join('\n'))
    .join('\n\n')
}
