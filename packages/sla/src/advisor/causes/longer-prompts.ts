import type { CauseKind } from '../cause.ts'
import { decompose } from '../decompose.ts'
import { clamp, compareText, hasGrown, inPercent, inSeconds, missingText, sides } from '../weigh.ts'

/** Prompts take time in proportion to their length, before the first token. */
export const longerPrompts: CauseKind = {
  cause: 'longer-prompts',
  title: 'Prompts are longer',
  action: 'Look at what puts more into the prompt (history, retrieval, tools); turn on the server’s prefix cache.',
  judge(facts) {
    if (!facts.breached.has('latency')) return undefined
    const { inputTokens, firstToken, duration } = facts.numbers
    const { firstToken: share } = decompose(facts)
    const isLonger = hasGrown(inputTokens)
    // How much of the delay the length can account for: twice the tokens take about twice the time.
    const delay = firstToken.now === undefined ? duration : firstToken
    const accounted = clamp(extra(inputTokens) / extra(delay))
    return {
      score: isLonger ? accounted * (share ?? 0.5) : 0,
      ...sides([
        [isLonger, compareText('input tokens of a call', inputTokens)],
        [hasGrown(firstToken), compareText('time to first token', firstToken, inSeconds)],
        [(share ?? 0) >= 0.3, share === undefined ? undefined : `${inPercent(share)} of the extra time passes before the first token`],
      ]),
      missing: [
        missingText(inputTokens, 'input tokens of a call (the server must report usage)'),
        missingText(firstToken, 'time to first token (only streamed calls have one)'),
      ],
    }
  },
}

/** By how much it is above the usual, as a share of that. */
function extra({ now = 0, normal = 0 }: { readonly now: number | undefined; readonly normal: number | undefined }): number {
  return normal > 0 ? Math.max(0, now / normal - 1) : 0
}
