import { isAlias, isMap, parseDocument, visit, type YAMLMap } from 'yaml'
import { type SourceText, spanOf } from './source-text.ts'

/** A file of targets for thousands of models is smaller. */
export const MOST_CHARACTERS = 524_288
const MOST_YAML_ERRORS = 100

/**
 * The top-level map of the text, or undefined where there is none to go on with; what is wrong is noted in `source`. Aliases, tags and
 * several documents are refused, so a node stands for itself and nothing grows beyond the text.
 */
export function readDocument(source: SourceText): YAMLMap | undefined {
  const { text } = source
  const start = { start: 0, end: 0 }
  if (text.length > MOST_CHARACTERS) {
    source.error(start, `The file has ${text.length} characters`, `At most ${MOST_CHARACTERS} are read; is this a file of targets?`)
    return undefined
  }
  if (text.includes('\0')) {
    source.error(start, 'The file is not text', 'Save it as UTF-8, or name a file of targets.')
    return undefined
  }
  const document = parse(source)
  if (!document) return undefined
  for (const { pos, code, message } of document.errors.slice(0, MOST_YAML_ERRORS)) {
    source.error(
      { start: pos[0], end: pos[1] },
      `This is not YAML: ${REASONS[code] ?? message}`,
      REMEDIES[code] ?? 'Correct the line, or the one above it.',
    )
  }
  for (const { pos, message } of document.warnings) source.error({ start: pos[0], end: pos[1] }, message, 'Remove it.')
  if (source.hasErrors) return undefined
  const { contents } = document
  if (contents === null || (isMap(contents) && contents.items.length === 0)) {
    source.error(
      start,
      'The file is empty',
      'Write at least one key, for example model: qwen3-4b-instruct-2507; tokenscope sla init writes a file to start from.',
    )
    return undefined
  }
  visit(document, {
    Alias: (_, node) =>
      source.error(
        spanOf(node),
        `The alias *${node.source} is not allowed`,
        'Write the value itself; scopes inherit what stands at the top.',
      ),
    Node: (_, node) => {
      if (!isAlias(node) && node.tag !== undefined)
        source.error(spanOf(node), `The tag ${node.tag} is not allowed`, 'Write the plain value.')
    },
  })
  if (source.hasErrors) return undefined
  if (isMap(contents)) return contents
  const what = /^\s*</.test(text) ? 'This is HTML or XML, not a file of targets' : 'The file holds no keys'
  source.error(spanOf(contents), what, 'Write one key on each line, for example p95_response_time: 3000ms.')
  return undefined
}

function parse(source: SourceText): ReturnType<typeof parseDocument> | undefined {
  try {
    // Keys are checked for doubles by ourselves, in linear time.
    return parseDocument(source.text, { lineCounter: source.lineCounter, prettyErrors: false, uniqueKeys: false, schema: 'core' })
  } catch (error) {
    source.error(
      { start: 0, end: 0 },
      `This cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}`,
      'Is this a file of targets?',
    )
    return undefined
  }
}

const REASONS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'the line begins with a tab',
  MULTIPLE_DOCS: 'a second document begins here',
  BLOCK_AS_IMPLICIT_KEY: 'a second colon on one line',
  RESOURCE_EXHAUSTION: 'it is nested too deep',
  MISSING_CHAR: 'a quote or a bracket is not closed',
  BAD_INDENT: 'the line is not indented like its neighbours, or a bracket is not closed',
}

const REMEDIES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with blanks.',
  MULTIPLE_DOCS: 'One file holds one document: remove the line, and write further models under scopes.',
  BLOCK_AS_IMPLICIT_KEY: 'Put the value in quotes, or each key on its own line.',
  MISSING_CHAR: 'Close it.',
  BAD_INDENT: 'Begin all keys of one level in the same column, and close every bracket.',
}
