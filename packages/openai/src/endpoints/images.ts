import type { Attributes } from '@opentelemetry/api'
import { ATTR_GEN_AI_OUTPUT_TYPE } from '@tokenscope/semconv'
import { asRecord, asText } from '../attributes/json-record.ts'
import { readMediaUsage } from '../attributes/media-usage.ts'
import { putChoiceCount } from '../attributes/sampling-attributes.ts'
import { imageAnswers } from '../content/image-answers.ts'
import { inputTexts } from '../content/input-texts.ts'
import { snapshot, withOutput } from '../content/snapshot.ts'
import { EventAccumulator } from '../streaming/accumulators/event-accumulator.ts'
import { IMAGE_EVENTS } from '../streaming/accumulators/image-events.ts'
import type { Endpoint } from './endpoint.ts'

const IMAGES: Omit<Endpoint, 'method'> = {
  resource: ['images'],
  operation: 'image_generation',
  request(args) {
    const attributes: Attributes = { [ATTR_GEN_AI_OUTPUT_TYPE]: 'image' }
    const params = asRecord(args[0])
    putChoiceCount(attributes, params?.n)
    return { model: asText(params?.model), streaming: Boolean(params?.stream), attributes }
  },
  /** The prompt. Images that were sent are files of the application, and not read. */
  content: (args) => snapshot(() => ({ inputMessages: inputTexts(asRecord(args[0])?.prompt) })),
  response(value, generation, captureContent) {
    const answer = asRecord(value)
    if (answer === undefined) return undefined
    readMediaUsage(answer.usage)(generation)
    if (captureContent) generation.content = withOutput(generation.content, imageAnswers(answer.data, answer.output_format))
    return undefined
  },
  accumulator: (captureContent) => new EventAccumulator(IMAGE_EVENTS, captureContent),
}

/** `images.generate`, `images.edit` and `images.createVariation`. */
export const images: readonly Endpoint[] = ['generate', 'edit', 'createVariation'].map((method) => ({ ...IMAGES, method }))
