import { scrubSecrets } from '@tokenscope/core'

/** A flag or variable that holds a secret by its name, up to its value: `--openai-key`, `--token=`, `OPENAI_API_KEY=`. */
const SECRET_NAME = /^(-{0,2}(?:[\w.-]*[-_.])?(?:key|token|secret|password|passwd|authorization|credentials?))(=|$)/i
/** User and password in a URL of any scheme. */
const URL_USER = /(\w+:\/\/)[^\s/@]+@/g

const REDACTED = '[redacted]'

/** The arguments of a command line without what looks like a secret. */
export function redactArguments(given: readonly string[]): string[] {
  return given.map((argument, index) => {
    const before = given[index - 1] ?? ''
    if (isFlag(before) && SECRET_NAME.exec(before)?.[2] === '' && !isFlag(argument)) return REDACTED
    const [, name, equals] = SECRET_NAME.exec(argument) ?? []
    if (equals === '=') return `${name}=${REDACTED}`
    return scrubSecrets(argument.replace(URL_USER, `$1${REDACTED}@`))
  })
}

function isFlag(argument: string): boolean {
  return argument.startsWith('-')
}
