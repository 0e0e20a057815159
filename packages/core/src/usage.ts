/** Token counts as the server reports them. Absent is unknown, `0` is a value. */
export interface Usage {
  inputTokens?: number
  outputTokens?: number
  /** Subsets of the input: served from, and written to, the provider's cache. */
  cacheReadInputTokens?: number
  cacheWriteInputTokens?: number
  /** Subset of the output. */
  reasoningOutputTokens?: number
  audioInputTokens?: number
  audioOutputTokens?: number
  imageInputTokens?: number
  imageOutputTokens?: number
  textInputTokens?: number
  textOutputTokens?: number
}
