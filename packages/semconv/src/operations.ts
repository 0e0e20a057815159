/** Values of `gen_ai.operation.name` that an OpenAI-compatible client performs, and those of an application around its calls. */
export const OPERATIONS = {
  chat: 'chat',
  textCompletion: 'text_completion',
  embeddings: 'embeddings',
  generateContent: 'generate_content',
  fetchResponse: 'fetch_response',
  executeTool: 'execute_tool',
  invokeAgent: 'invoke_agent',
  retrieval: 'retrieval',
} as const

/** Operations that are inference: the conventions give them the inference metrics. */
export const INFERENCE_OPERATIONS: ReadonlySet<string> = new Set([OPERATIONS.chat, OPERATIONS.textCompletion, OPERATIONS.generateContent])
