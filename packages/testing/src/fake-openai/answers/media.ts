import { planAnswer } from '../generation/plan.ts'
import { isTrue, type JsonObject, numberOf, stringOf } from '../json-value.ts'
import type { Script } from '../script.ts'
import type { Answer, StreamEvent } from './answer.ts'

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** `POST /images/generations`, `/images/edits` and `/images/variations`; streamed with `stream` and `partial_images`. */
export function answerImages(request: JsonObject, script: Script, prefix: 'image_generation' | 'image_edit'): Answer {
  const plan = planAnswer({ ...request, n: 1 }, script)
  const shape = {
    background: stringOf(request.background) ?? 'opaque',
    output_format: stringOf(request.output_format) ?? 'png',
    quality: stringOf(request.quality) ?? 'low',
    size: stringOf(request.size) ?? '1024x1024',
  }
  const usage = {
    input_tokens: plan.promptTokens,
    output_tokens: 16,
    total_tokens: plan.promptTokens + 16,
    input_tokens_details: { text_tokens: plan.promptTokens, image_tokens: 0 },
  }
  if (!plan.streamed) {
    const data = Array.from({ length: numberOf(request.n) ?? 1 }, (_, index) =>
      request.response_format === 'url' ? { url: `https://images.example/${index}.png` } : { b64_json: PIXEL },
    )
    return { kind: 'json', body: { created: plan.created, ...shape, data, ...(script.usage !== 'absent' && { usage }) } }
  }
  function* events(): Generator<StreamEvent> {
    for (let index = 0; index < (numberOf(request.partial_images) ?? 0); index++) {
      const type = `${prefix}.partial_image`
      yield { event: type, data: { type, b64_json: PIXEL, partial_image_index: index, created_at: plan.created, ...shape } }
    }
    const type = `${prefix}.completed`
    yield { event: type, data: { type, b64_json: PIXEL, created_at: plan.created, ...shape, usage } }
  }
  return { kind: 'stream', events: events(), done: false }
}

/** `POST /audio/speech`: bytes, or with `stream_format: sse` events. */
export function answerSpeech(request: JsonObject, script: Script): Answer {
  const plan = planAnswer({ ...request, stream: false }, script)
  if (request.stream_format !== 'sse') return { kind: 'binary', contentType: 'audio/mpeg', bytes: new Uint8Array(64).fill(7) }
  function* events(): Generator<StreamEvent> {
    for (let index = 0; index < 3; index++) yield { data: { type: 'speech.audio.delta', audio: 'AAAA' } }
    yield {
      data: {
        type: 'speech.audio.done',
        usage: { input_tokens: plan.promptTokens, output_tokens: 3, total_tokens: plan.promptTokens + 3 },
      },
    }
  }
  return { kind: 'stream', events: events(), done: false }
}

/** `POST /audio/transcriptions` and `/audio/translations`. */
export function answerTranscription(request: JsonObject, script: Script): Answer {
  const plan = planAnswer({ ...request, stream: request.stream, n: 1 }, script)
  const text = plan.choices[0]!.text.join('')
  const usage = {
    type: 'tokens',
    input_tokens: 14,
    output_tokens: plan.completionTokens,
    total_tokens: 14 + plan.completionTokens,
    input_token_details: { text_tokens: 0, audio_tokens: 14 },
  }
  const format = stringOf(request.response_format) ?? 'json'
  if (isTrue(request.stream)) {
    function* events(): Generator<StreamEvent> {
      for (const delta of plan.choices[0]!.text) yield { data: { type: 'transcript.text.delta', delta } }
      yield { data: { type: 'transcript.text.done', text, usage } }
    }
    return { kind: 'stream', events: events(), done: true }
  }
  if (format === 'text' || format === 'srt' || format === 'vtt') return { kind: 'text', body: text }
  const verbose = { task: 'transcribe', language: 'english', duration: 1.5, segments: [], words: [] }
  return {
    kind: 'json',
    body: { ...(format === 'verbose_json' && verbose), text, ...(script.usage !== 'absent' && format === 'json' && { usage }) },
  }
}
