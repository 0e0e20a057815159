import { describe, expect, it } from 'vitest'
import { methodName } from '../src/endpoints/method-name.ts'
import { serverFacts } from '../src/server/server-facts.ts'

describe('the provider and the server of a client', () => {
  it.each([
    ['https://api.openai.com/v1', 'OpenAI', 'openai', 'api.openai.com', 443, false],
    ['https://eu.api.openai.com/v1', 'OpenAI', 'openai', 'eu.api.openai.com', 443, false],
    ['https://mine.openai.azure.com/openai', 'AzureOpenAI', 'azure.ai.openai', 'mine.openai.azure.com', 443, false],
    ['https://gateway.corp:8443/openai', 'AzureOpenAI', 'azure.ai.openai', 'gateway.corp', 8443, false],
    ['https://api.groq.com/openai/v1', 'OpenAI', 'groq', 'api.groq.com', 443, false],
    ['http://10.0.0.7:8000/v1', 'OpenAI', 'openai', '10.0.0.7', 8000, true],
    ['http://[::1]:11434/v1', 'OpenAI', 'openai', '::1', 11434, true],
    ['http://vllm/v1', 'Mine', 'openai', 'vllm', 80, true],
    ['https://api.openai.com.evil.test/v1', 'OpenAI', 'openai', 'api.openai.com.evil.test', 443, true],
    ['not a url', 'OpenAI', 'openai', undefined, undefined, false],
  ])('of %s with class %s', (baseURL, className, provider, address, port, selfHosted) => {
    expect(serverFacts(baseURL, className, undefined)).toMatchObject({ provider, address, port, selfHosted })
  })

  it('never carry a user name, a password, a path or a query', () => {
    const facts = serverFacts('https://user:pass@host:1/v1/secret?key=1', 'OpenAI', undefined)
    expect([facts.address, facts.port]).toEqual(['host', 1])
  })

  it('take a name of the user, whose calls then carry no openai.* attributes', () => {
    expect(serverFacts('http://h/v1', 'OpenAI', 'vllm')).toMatchObject({ provider: 'vllm', openaiFlavour: false })
  })
})

describe('the name of any other method', () => {
  it.each([
    ['get', '/files/file-abc', 'files.retrieve'],
    ['list', '/files', 'files.list'],
    ['delete', '/files/file-abc', 'files.delete'],
    ['get', '/files/file-abc/content', 'files.content'],
    ['post', '/batches/batch_1/cancel', 'batches.cancel'],
    ['list', '/fine_tuning/jobs/ft-1/events', 'fineTuning.jobs.listEvents'],
    ['post', '/vector_stores/vs_1/files', 'vectorStores.files.create'],
    ['post', '/threads/t/runs/r/submit_tool_outputs', 'beta.threads.runs.submitToolOutputs'],
    ['get', '/models/my-private-model', 'models.retrieve'],
    ['post', '/my/private/endpoint', 'post'],
    ['get', undefined, 'get'],
  ])('is %s %s -> %s, without any identifier', (method, path, name) => {
    expect(methodName(method, path)).toBe(name)
  })
})
