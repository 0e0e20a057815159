import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { dialects } from '../dialect.ts'
import { parseScript } from '../parse-script.ts'
import type { Script } from '../script.ts'
import type { FakeOpenAIOptions } from '../serve/start-fake-openai.ts'

export const USAGE = `Usage: tokenscope-fake-openai [options]

Starts an OpenAI-compatible server that answers without a model, and prints its URL.

  --port NUMBER            default: any free port
  --host ADDRESS           default: 127.0.0.1
  --dialect NAME           openai (default), vllm, sglang, llamacpp or ollama
  --script FILE            JSON: one script for every request, or a list, one for each of the next requests
  --max-concurrent NUMBER  how many requests are answered at a time; the others wait
  --help                   prints this
`

export interface FakeOpenAICommand {
  options: FakeOpenAIOptions
  /** Scripts for the first requests. */
  queue: Script[]
  help: boolean
}

/** Reads the arguments of `tokenscope-fake-openai`, and the script's file. Throws an error that says what to write instead. */
export function parseArguments(args: readonly string[]): FakeOpenAICommand {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      dialect: { type: 'string' },
      script: { type: 'string' },
      'max-concurrent': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.dialect !== undefined && !Object.hasOwn(dialects, values.dialect)) {
    throw new Error(`--dialect must be one of ${Object.keys(dialects).join(', ')}, got ${JSON.stringify(values.dialect)}.`)
  }
  const scripts = values.script === undefined ? {} : readScripts(values.script)
  const script = { ...(Array.isArray(scripts) ? {} : scripts), ...(values.dialect !== undefined && { dialect: values.dialect }) }
  const port = wholeNumber('--port', values.port, 0, 65_535)
  const maxConcurrent = wholeNumber('--max-concurrent', values['max-concurrent'], 1, Number.MAX_SAFE_INTEGER)
  return {
    options: {
      script: parseScript(script, values.script),
      ...(port !== undefined && { port }),
      ...(values.host !== undefined && { host: values.host }),
      ...(maxConcurrent !== undefined && { maxConcurrent }),
    },
    queue: Array.isArray(scripts) ? scripts : [],
    help: values.help,
  }
}

function readScripts(file: string): Script | Script[] {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`--script ${file} cannot be read as JSON: ${(error as Error).message}`, { cause: error })
  }
  return Array.isArray(content) ? content.map((script, index) => parseScript(script, `${file}[${index}]`)) : parseScript(content, file)
}

function wholeNumber(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new Error(`${option} must be a whole number from ${least} to ${most}, got ${JSON.stringify(text)}.`)
  }
  return number
}
