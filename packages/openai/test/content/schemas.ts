import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect } from 'vitest'

const DIRECTORY = join(import.meta.dirname, '../../../../../shared/data/semconv')

/** Why checks against the conventions' own files cannot run here; undefined where they can. */
export const whyNoSchemas: string | undefined = existsSync(join(DIRECTORY, 'resolved-genai.json'))
  ? undefined
  : `the conventions' files are not at ${DIRECTORY}: nothing is compared with them`

const FILES: Readonly<Record<string, string>> = {
  inputMessages: 'gen-ai-input-messages.json',
  outputMessages: 'gen-ai-output-messages.json',
  systemInstructions: 'gen-ai-system-instructions.json',
  toolDefinitions: 'gen-ai-tool-definitions.json',
}

/** One of the conventions' files, as JSON. */
export function readConventions(file: string): unknown {
  return JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8'))
}

const ajv = new Ajv({ strict: false, validateFormats: false })
const compiled = new Map<string, ReturnType<typeof ajv.compile>>()

/** Expects each part of a content to be what the conventions' schema wants, as JSON. */
export function expectConventions(content: Readonly<Record<string, unknown>>): void {
  if (whyNoSchemas !== undefined) return
  for (const [part, value] of Object.entries(content)) {
    const validate = compiled.get(part) ?? ajv.compile(readConventions(FILES[part] as string) as object)
    compiled.set(part, validate)
    const valid = validate(JSON.parse(JSON.stringify(value)))
    expect({ part, valid, errors: validate.errors }).toEqual({ part, valid: true, errors: null })
  }
}
