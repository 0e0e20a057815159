/** Response headers as api.openai.com sends them: an instrumentation that reads some must find them. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  'openai-organization': 'example',
  'openai-processing-ms': '412',
  'openai-version': '2020-10-01',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-limit-tokens': '2000000',
  'x-ratelimit-remaining-requests': '9999',
  'x-ratelimit-remaining-tokens': '1999952',
  'x-ratelimit-reset-requests': '6ms',
  'x-ratelimit-reset-tokens': '1ms',
  'x-request-id': 'req_0123456789abcdef0123456789abcdef',
  'strict-transport-security': 'max-age=31536000; includeSubDomains; preload',
  server: 'cloudflare',
}
