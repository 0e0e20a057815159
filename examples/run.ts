/**
 * `npx pnpm@12 example <name>`: runs one example by the `start` script of its package.json; without a name, lists them.
 * Exit codes: that of the example; 2 for an unknown name.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const EXAMPLES = import.meta.dirname
const [name] = process.argv.slice(2)
const manifest = join(EXAMPLES, name ?? '', 'package.json')

if (name === undefined || !existsSync(manifest)) {
  const rows = names().map((known) => `  ${known.padEnd(20)}  ${read(known).description}\n`)
  const text = `npx pnpm@12 example <name>\n\n${rows.join('')}`
  if (name === undefined) process.stdout.write(text)
  else process.stderr.write(`There is no example "${name}".\n\n${text}`)
  process.exitCode = name === undefined ? 0 : 2
} else {
  // A script is a line for the shell, as in every package.json. The shell gives its place to the program, so that a signal reaches that.
  const { start } = read(name).scripts
  const child = spawn(process.platform === 'win32' ? start : `exec ${start}`, { cwd: join(EXAMPLES, name), shell: true, stdio: 'inherit' })
  // The example ends by itself, and this with it. Ctrl-C reaches both; what is sent to this process alone is passed on.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  child.once('close', (code) => {
    process.exitCode = code ?? 1
  })
}

interface ExampleManifest {
  readonly description: string
  readonly scripts: { readonly start: string }
}

function read(folder: string): ExampleManifest {
  return JSON.parse(readFileSync(join(EXAMPLES, folder, 'package.json'), 'utf8')) as ExampleManifest
}

function names(): string[] {
  return readdirSync(EXAMPLES)
    .filter((folder) => existsSync(join(EXAMPLES, folder, 'package.json')))
    .sort()
}
