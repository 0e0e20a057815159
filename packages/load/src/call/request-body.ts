import type { LoadPlan } from '../plan/load-plan.ts'
import { writePrompt } from '../plan/prompt.ts'

/** The body of one chat completion, by the plan's lengths. */
export function writeRequestBody(plan: LoadPlan, request: number, random: () => number): string {
  const promptTokens = Math.max(1, Math.round(plan.promptTokens.draw(random)))
  const outputTokens = Math.max(1, Math.round(plan.outputTokens.draw(random)))
  return JSON.stringify({
    model: plan.model,
    messages: [{ role: 'user', content: writePrompt(promptTokens, request, random) }],
    max_tokens: outputTokens,
    ...(plan.stream && { stream: true, stream_options: { include_usage: true } }),
    ...(plan.ignoreEos && { ignore_eos: true }),
  })
}
