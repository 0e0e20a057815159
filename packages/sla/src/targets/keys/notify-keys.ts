import { LANGUAGES } from '../notify-targets.ts'
import { MAINTENANCE_WINDOW } from '../values/maintenance-window.ts'
import { oneOf } from '../values/text-kinds.ts'
import type { KeyDefinition } from './key-definition.ts'

/** How and when receivers are told, once for the file. */
export const NOTIFY_KEYS: readonly (KeyDefinition & { readonly name: 'language' | 'maintenance' })[] = [
  {
    name: 'language',
    kind: oneOf(LANGUAGES),
    meaning: 'Language of the words around what alerts say, in messages of Alertmanager',
    default: 'en',
    example: 'zh',
    synonyms: ['lang', 'locale'],
  },
  {
    name: 'maintenance',
    kind: MAINTENANCE_WINDOW,
    meaning: 'When warnings wait; critical alerts come always',
    example: 'sunday 02:00-04:00 Asia/Shanghai',
    synonyms: ['maintenance_window', 'maintenance_windows', 'mute', 'quiet_hours'],
  },
]
