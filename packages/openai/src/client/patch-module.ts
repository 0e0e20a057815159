import { diag } from '@opentelemetry/api'
import type { CallObserver } from '../observe-call.ts'
import type { Undo } from './patch.ts'
import { patchClient } from './patch-client.ts'

/** A class, with whatever hangs on it as statics. */
type ClassLike = { readonly [name: string]: unknown; readonly prototype?: object }

/** Puts the observer on the classes of the module `openai`, so that every client of theirs is observed. */
export function patchModule(moduleExports: unknown, observer: CallObserver): Undo[] {
  const { OpenAI, default: byDefault } = (moduleExports ?? {}) as { OpenAI?: unknown; default?: unknown }
  const client = [OpenAI, byDefault, moduleExports].find((candidate) => typeof candidate === 'function') as ClassLike | undefined
  const prototype = client?.prototype
  if (!client || !prototype || typeof (prototype as { post?: unknown }).post !== 'function') {
    diag.warn('[tokenscope] the module "openai" has no OpenAI class of a known shape; its calls are not recorded.')
    return []
  }
  return patchClient(prototype, (path) => resourcePrototype(client, path), observer)
}

/** `OpenAI.Chat.Completions.prototype` for `['chat', 'completions']`: the classes hang on each other as statics. */
function resourcePrototype(client: ClassLike, path: readonly string[]): object | undefined {
  let found: ClassLike | undefined = client
  for (const name of path) found = found?.[name.charAt(0).toUpperCase() + name.slice(1)] as ClassLike | undefined
  return typeof found === 'function' ? (found as ClassLike).prototype : undefined
}
