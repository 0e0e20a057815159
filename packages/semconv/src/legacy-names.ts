/**
 * Names of older GenAI conventions and of other instrumentations, and what they are called today. Tokenscope never emits them; the
 * Collector brings them to the current names, so that one query finds every call.
 */
export const LEGACY_ATTRIBUTES: Readonly<Record<string, string>> = {
  // OpenTelemetry before 1.37
  'gen_ai.system': 'gen_ai.provider.name',
  'gen_ai.usage.prompt_tokens': 'gen_ai.usage.input_tokens',
  'gen_ai.usage.completion_tokens': 'gen_ai.usage.output_tokens',
  'gen_ai.openai.api.type': 'openai.api.type',
  'gen_ai.openai.request.service_tier': 'openai.request.service_tier',
  'gen_ai.openai.response.service_tier': 'openai.response.service_tier',
  'gen_ai.openai.response.system_fingerprint': 'openai.response.system_fingerprint',
  // OpenLLMetry (Traceloop)
  'gen_ai.usage.cache_read_input_tokens': 'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.reasoning_tokens': 'gen_ai.usage.reasoning.output_tokens',
  'gen_ai.completion.0.finish_reason': 'gen_ai.response.finish_reasons',
  'llm.request.type': 'gen_ai.operation.name',
  'llm.request.model': 'gen_ai.request.model',
  'llm.response.model': 'gen_ai.response.model',
  'llm.is_streaming': 'gen_ai.request.stream',
  'llm.usage.prompt_tokens': 'gen_ai.usage.input_tokens',
  'llm.usage.completion_tokens': 'gen_ai.usage.output_tokens',
  'traceloop.span.kind': 'gen_ai.operation.name',
  'traceloop.entity.name': 'gen_ai.tool.name',
  // OpenInference (Arize Phoenix)
  'openinference.span.kind': 'gen_ai.operation.name',
  'llm.provider': 'gen_ai.provider.name',
  'llm.system': 'gen_ai.provider.name',
  'llm.model_name': 'gen_ai.request.model',
  'llm.token_count.prompt': 'gen_ai.usage.input_tokens',
  'llm.token_count.completion': 'gen_ai.usage.output_tokens',
  'llm.token_count.prompt_details.cache_read': 'gen_ai.usage.cache_read.input_tokens',
  'llm.token_count.completion_details.reasoning': 'gen_ai.usage.reasoning.output_tokens',
  'session.id': 'gen_ai.conversation.id',
  'tool.name': 'gen_ai.tool.name',
}
