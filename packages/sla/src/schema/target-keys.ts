import { LINK_KEYS, RESOURCE_KEYS, WINDOW_KEY } from '../targets/keys/file-keys.ts'
import { type KeyDefinition, OFF } from '../targets/keys/key-definition.ts'
import { NOTIFY_KEYS } from '../targets/keys/notify-keys.ts'
import { OBJECTIVE_KEYS } from '../targets/keys/objective-keys.ts'
import { COMMON_RECEIVER_KEYS, RECEIVER_KEYS } from '../targets/keys/receiver-keys.ts'
import { ID_KEY, SELECTOR_KEYS } from '../targets/keys/selector-keys.ts'

/** One key of `sla.yaml` for people: what may be written, what holds without it, what it means. */
export interface TargetKey {
  readonly name: string
  readonly allowed: string
  readonly default: string | undefined
  readonly example: string
  readonly meaning: string
  readonly required: boolean
}

/** Keys that belong together, in the order of the documentation. */
export interface TargetKeyGroup {
  readonly title: string
  /** Where the keys stand. */
  readonly place: string
  readonly keys: readonly TargetKey[]
}

/** Every key that `parseTargets` knows: the text of `tokenscope sla init` and the tables of the documentation are made of it. */
export function targetKeys(): readonly TargetKeyGroup[] {
  const everywhere = 'at the top, and in each of scopes'
  return [
    { title: 'Which calls', place: everywhere, keys: [...SELECTOR_KEYS, ID_KEY].map(describe) },
    { title: 'What is promised', place: everywhere, keys: OBJECTIVE_KEYS.map(describe) },
    { title: 'Once for the file', place: 'at the top', keys: [WINDOW_KEY, ...RESOURCE_KEYS, ...NOTIFY_KEYS].map(describe) },
    { title: 'Links', place: 'under links', keys: LINK_KEYS.map(describe) },
    { title: 'Receivers of every type', place: 'in each of notify', keys: COMMON_RECEIVER_KEYS.map(describe) },
    ...Object.entries(RECEIVER_KEYS).map(([type, keys]) => ({
      title: `Receivers of type ${type}`,
      place: `in each of notify with type: ${type}`,
      keys: keys.map(describe),
    })),
  ]
}

function describe({ name, kind, canBeOff, default: preset, example, meaning, required }: KeyDefinition): TargetKey {
  const allowed = canBeOff === true ? `${kind.allowed}; or ${OFF}` : kind.allowed
  return { name, allowed, default: preset, example, meaning, required: required === true }
}
