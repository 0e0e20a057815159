import { randomBytes } from 'node:crypto'
import type { LoadPlan } from '../plan/load-plan.ts'
import { writePrompt } from '../plan/prompt.ts'
import { createRandom } from '../plan/random.ts'

/**
 * Writes the bodies of a run's chat completions, one after the other: prompts from the plan's own list in turn, else made up to its lengths.
 * The same seed gives the same lengths again, but never the same prompts: a server that kept the beginnings of the last run's would answer
 * from its cache.
 */
export function createRequestBodies(plan: LoadPlan): () => string {
  const random = createRandom(plan.seed)
  const run = randomBytes(3).toString('hex')
  let request = 0
  return () => {
    request += 1
    const { prompts } = plan
    const promptTokens = Math.max(1, Math.round(plan.promptTokens.draw(random)))
    const outputTokens = Math.max(1, Math.round(plan.outputTokens.draw(random)))
    const messages =
      prompts === undefined
        ? [{ role: 'user', content: writePrompt(promptTokens, `${run}-${request}`, random) }]
        : prompts[(request - 1) % prompts.length]
    const body = {
      model: plan.model,
      messages,
      max_tokens: outputTokens,
      ...(plan.stream && { stream: true, stream_options: { include_usage: true } }),
      ...(plan.ignoreEos && { ignore_eos: true }),
      ...plan.bodyFields,
    }
    // `null` takes a field out, for servers that know it under another name.
    return JSON.stringify(Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)))
  }
}
