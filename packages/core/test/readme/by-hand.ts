// #region by-hand
import { startGeneration } from '@tokenscope/core'

export async function answer(prompt: string, model: { generate(prompt: string): AsyncIterable<string> }): Promise<string> {
  const generation = startGeneration({ model: 'my-model', provider: 'in_process' })
  let text = ''
  try {
    for await (const token of model.generate(prompt)) {
      generation.chunk()
      text += token
    }
    generation.end({ inputTokens: 12, finishReasons: ['stop'] })
  } catch (error) {
    generation.fail(error)
    throw error
  }
  return text
}
// #endregion
