import type { CauseKind } from '../cause.ts'
import { decompose } from '../decompose.ts'
import { compareText, hasGrown, inPercent, missingText, sides } from '../weigh.ts'

/** The server is as fast as ever, it writes more. */
export const longerOutputs: CauseKind = {
  cause: 'longer-outputs',
  title: 'Answers are longer',
  action: 'Look at what changed in prompts or in the answers that are asked for; cap them with max_completion_tokens.',
  judge(facts) {
    if (!facts.breached.has('latency')) return undefined
    const { outputTokens, speed } = facts.numbers
    const { outputLength } = decompose(facts)
    const isLonger = hasGrown(outputTokens)
    return {
      score: isLonger ? (outputLength ?? 0) : 0,
      ...sides([
        [isLonger, compareText('output tokens of a call', outputTokens)],
        [
          isLonger && (outputLength ?? 0) >= 0.3,
          outputLength === undefined ? undefined : `${inPercent(outputLength)} of the extra time is for the additional tokens`,
        ],
        [!isSlower(speed), compareText('output tokens per second of a call', speed)],
      ]),
      missing: [missingText(outputTokens, 'output tokens of a call (the server must report usage)')],
    }
  },
}

/** Clearly fewer tokens per second than usual. */
export function isSlower({ now, normal }: { readonly now: number | undefined; readonly normal: number | undefined }): boolean {
  return now !== undefined && normal !== undefined && now < normal * 0.87
}
