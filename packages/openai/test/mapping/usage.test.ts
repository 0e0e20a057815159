import { describe, expect, it } from 'vitest'
import { toUsage } from '../../src/attributes/usage.ts'

describe('token usage', () => {
  it.each([
    ['null', null, undefined],
    ['a text', 'many', undefined],
    ['an empty object', {}, undefined],
    ['a count that is no number', { prompt_tokens: '3' }, undefined],
    ['zeros', { prompt_tokens: 0, completion_tokens: 0 }, { inputTokens: 0, outputTokens: 0 }],
    [
      'chat with all details',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 10, audio_tokens: 5, image_tokens: 6, text_tokens: 7 },
        completion_tokens_details: {
          reasoning_tokens: 20,
          audio_tokens: 3,
          image_tokens: 2,
          text_tokens: 1,
          accepted_prediction_tokens: 9,
        },
      },
      {
        inputTokens: 100,
        outputTokens: 50,
        cacheReadInputTokens: 60,
        cacheWriteInputTokens: 10,
        audioInputTokens: 5,
        imageInputTokens: 6,
        textInputTokens: 7,
        reasoningOutputTokens: 20,
        audioOutputTokens: 3,
        imageOutputTokens: 2,
        textOutputTokens: 1,
      },
    ],
    [
      'the Responses API',
      { input_tokens: 9, output_tokens: 8, input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 4 } },
      { inputTokens: 9, outputTokens: 8, cacheReadInputTokens: 0, reasoningOutputTokens: 4 },
    ],
    ['details that are null', { prompt_tokens: 1, prompt_tokens_details: null }, { inputTokens: 1 }],
    [
      'a transcription',
      { input_tokens: 4, input_token_details: { audio_tokens: 3, text_tokens: 1 } },
      { inputTokens: 4, audioInputTokens: 3, textInputTokens: 1 },
    ],
    ['seconds in place of tokens', { type: 'duration', seconds: 3 }, undefined],
    ['the cache of DeepSeek', { prompt_tokens: 4, prompt_cache_hit_tokens: 3 }, { inputTokens: 4, cacheReadInputTokens: 3 }],
    ['the cache of Moonshot', { prompt_tokens: 4, cached_tokens: 2 }, { inputTokens: 4, cacheReadInputTokens: 2 }],
  ])('of %s', (_, value, expected) => {
    expect(toUsage(value)).toEqual(expected)
  })
})
