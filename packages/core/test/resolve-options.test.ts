import { describe, expect, it } from 'vitest'
import { resolveOptions, type TelemetryOptions } from '../src/index.ts'

describe('options', () => {
  it('have defaults that record no content', () => {
    const { resolved, problems } = resolveOptions(undefined, {})
    expect(problems).toEqual([])
    expect(resolved).toMatchObject({
      captureContent: 'none',
      tokenEvents: 'timeline',
      stallThresholdMs: 2000,
      maxContentLength: 16384,
      provider: undefined,
      prices: undefined,
    })
    expect(resolved.profile.id).toBe('v1.41')
  })

  it.each([
    ['span_only', 'span'],
    ['EVENT_ONLY', 'event'],
    ['true', 'both'],
    ['NO_CONTENT', 'none'],
  ])('take OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=%s as %s', (value, mode) => {
    const { resolved, problems } = resolveOptions({}, { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: value })
    expect([resolved.captureContent, problems]).toEqual([mode, []])
  })

  it('take gen_ai_latest_experimental among other tokens', () => {
    const { resolved } = resolveOptions({}, { OTEL_SEMCONV_STABILITY_OPT_IN: 'http/dup, gen_ai_latest_experimental' })
    expect(resolved.profile.id).toBe('latest')
  })

  it('win over the environment', () => {
    const { resolved } = resolveOptions(
      { tokenEvents: 'off', stallThresholdMs: 5 },
      { TOKENSCOPE_TOKEN_EVENTS: 'every', TOKENSCOPE_STALL_THRESHOLD_MS: '9' },
    )
    expect([resolved.tokenEvents, resolved.stallThresholdMs]).toEqual(['off', 5])
  })

  it.each([
    [{ tokenEvents: 'all' }, ['tokenEvents', '"all"', '"off", "milestones", "timeline", "every"']],
    [{ stallThresholdMs: -1 }, ['stallThresholdMs', '-1', 'milliseconds above 0']],
    [{ stallThresholdMs: '5' }, ['stallThresholdMs', '"5"', 'milliseconds above 0']],
    [{ redact: 'x' }, ['redact', '"x"', 'a function (text, attribute) => string']],
    [{ tracerProvider: {} }, ['tracerProvider', 'an object', 'an OpenTelemetry TracerProvider']],
    [{ prices: { m: { inputPerMillion: 'free' } } }, ['prices', 'an object', 'inputPerMillion']],
    [{ captureContents: 'span' }, ['unknown option "captureContents"', 'captureContent', 'ignored']],
  ])('that are bad are named with their value and what is allowed, and the default is used: %j', (options, parts) => {
    const { resolved, problems } = resolveOptions(options as TelemetryOptions, {})
    expect(problems).toHaveLength(1)
    for (const part of parts) expect(problems[0]).toContain(part)
    expect(resolved).toEqual(resolveOptions({}, {}).resolved)
  })

  it.each([
    ['TOKENSCOPE_TOKEN_EVENTS', 'lots'],
    ['TOKENSCOPE_STALL_THRESHOLD_MS', 'soon'],
    ['TOKENSCOPE_MAX_CONTENT_LENGTH', '0'],
    ['OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT', 'maybe'],
  ])('in the variable %s that are bad are named and the default is used', (name, value) => {
    const { resolved, problems } = resolveOptions({}, { [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${name} is "${value}"; allowed is`)
    expect(resolved).toEqual(resolveOptions({}, {}).resolved)
  })
})
