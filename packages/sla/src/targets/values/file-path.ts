import type { ValueKind } from './value-kind.ts'

const ALLOWED = 'the path of a file that holds the secret and nothing else'

/** A file with a secret, as Alertmanager finds it: an absolute path, or one relative to its own configuration. */
export const FILE_PATH: ValueKind = {
  title: 'file',
  allowed: ALLOWED,
  schema: { type: 'string', minLength: 1, maxLength: 1024, pattern: '^(?!~)(?!\\w+://)[^\\u0000-\\u001f{}$]+$' },
  parse(value) {
    const remedy = `Allowed is ${ALLOWED}, for example /etc/tokenscope/secret.`
    if (typeof value !== 'string' || value === '' || value.length > 1024) return { fault: 'is not a path', remedy }
    if (/^\w+:\/\//.test(value)) return { fault: 'is an address, not a path', remedy: `Write the address into a file. ${remedy}` }
    if (value.startsWith('~')) return { fault: 'begins with ~, which nobody replaces', remedy: 'Write the path in full.' }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    if (/[\u0000-\u001f{}$]/.test(value)) return { fault: 'holds a line break, a brace or $', remedy }
    return { value }
  },
}
