import { imageAnswers } from '../../content/image-answers.ts'
import type { EventReader } from './event-accumulator.ts'
import { IMAGE } from './kinds.ts'

const FINAL_TYPES: ReadonlySet<unknown> = new Set(['image_generation.completed', 'image_edit.completed'])

/** Events of a streamed image; earlier, coarser versions count on the time line but are not kept. */
export const IMAGE_EVENTS: EventReader = {
  kinds: new Map([...FINAL_TYPES, 'image_generation.partial_image', 'image_edit.partial_image'].map((type) => [type, IMAGE])),
  finalTypes: FINAL_TYPES,
  piece: ({ type, b64_json, output_format }) => (FINAL_TYPES.has(type) ? { b64_json, output_format } : undefined),
  messages: (pieces) => imageAnswers(pieces, undefined),
}
