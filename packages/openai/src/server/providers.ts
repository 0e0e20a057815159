/** `gen_ai.provider.name` by the host of the base URL: the conventions' values where there is one. The table is ours. */
const PROVIDER_HOSTS: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)api\.openai\.com$|(^|\.)openai\.com$/, 'openai'],
  [/\.openai\.azure\.(com|us|cn)$/, 'azure.ai.openai'],
  [/\.cognitiveservices\.azure\.(com|us|cn)$/, 'azure.ai.openai'],
  [/\.(services|inference)\.ai\.azure\.com$|\.inference\.ml\.azure\.com$/, 'azure.ai.inference'],
  [/(^|\.)api\.deepseek\.com$/, 'deepseek'],
  [/(^|\.)api\.groq\.com$/, 'groq'],
  [/(^|\.)api\.x\.ai$/, 'x_ai'],
  [/(^|\.)api\.mistral\.ai$/, 'mistral_ai'],
  [/(^|\.)api\.perplexity\.ai$/, 'perplexity'],
  [/(^|\.)api\.moonshot\.(ai|cn)$/, 'moonshot_ai'],
  [/^generativelanguage\.googleapis\.com$/, 'gcp.gemini'],
  [/aiplatform\.googleapis\.com$/, 'gcp.vertex_ai'],
  [/(^|\.)api\.anthropic\.com$/, 'anthropic'],
  [/(^|\.)api\.cohere\.(ai|com)$/, 'cohere'],
  [/^bedrock(-runtime)?[.-].*amazonaws\.com$/, 'aws.bedrock'],
]

/** Client classes that tell the provider whatever the host. */
const PROVIDER_CLASSES: Readonly<Record<string, string>> = { AzureOpenAI: 'azure.ai.openai', BedrockOpenAI: 'aws.bedrock' }

/**
 * The provider by best knowledge: the client's class, else its host, else `openai`, because that is the protocol that is spoken;
 * `server.address` tells the truth.
 */
export function providerOf(className: string | undefined, host: string | undefined): string {
  const byClass = className === undefined ? undefined : PROVIDER_CLASSES[className]
  if (byClass) return byClass
  return PROVIDER_HOSTS.find(([pattern]) => host !== undefined && pattern.test(host))?.[1] ?? 'openai'
}

/** Whether the host belongs to a provider of the table, so that the server is somebody else's. */
export function isHostedProvider(host: string | undefined): boolean {
  return host !== undefined && PROVIDER_HOSTS.some(([pattern]) => pattern.test(host))
}
