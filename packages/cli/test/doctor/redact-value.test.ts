import { describe, expect, it } from 'vitest'
import { redactUrl, redactValue } from '../../src/doctor/redact-value.ts'

describe('what is shown of a variable', () => {
  it.each<[name: string, value: string, shown: string]>([
    ['OTEL_TRACES_SAMPLER', 'always_on', 'always_on'],
    ['TOKENSCOPE_TOKEN_EVENTS', 'every', 'every'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'grpc', 'grpc'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'authorization=x', '[redacted]'],
    ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'authorization=x', '[redacted]'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a=b', '[redacted]'],
    ['OPENAI_API_KEY', 'sk-x', '[redacted]'],
    ['TOKENSCOPE_SECRET', 'x', '[redacted]'],
    ['OTEL_SOMETHING_NEW', 'x', '[redacted]'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://c.example:4318/base', 'https://c.example:4318/base'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://me:pw@c.example?key=x#y', 'https://c.example [user and query redacted]'],
    ['TOKENSCOPE_GPU_SERVERS', '127.0.0.1:8000,http://me:pw@gpu/v1', '127.0.0.1:8000,http://gpu/v1 [user and query redacted]'],
  ])('%s=%s', (name, value, shown) => {
    expect(redactValue(name, value)).toBe(shown)
  })

  it('is nothing of an endpoint that is no URL, unless it is a host and a port', () => {
    expect(['collector:4317', 'key=s3cret', 'me:s3cret@host'].map(redactUrl)).toEqual(['collector:4317', '[redacted]', '[redacted]'])
  })
})
