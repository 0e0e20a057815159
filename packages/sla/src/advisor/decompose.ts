import type { Fact, Facts } from './facts.ts'
import { clamp } from './weigh.ts'

/** Where the time that calls take longer than usual goes: shares of it, 0 to 1. Undefined: not known. */
export interface Decomposition {
  /** Seconds that a call takes longer than usual; 0 where it does not, undefined where that is not known. */
  readonly extraSeconds: number | undefined
  /** Before the first token: queue and prompt. */
  readonly firstToken: number | undefined
  /** More tokens at the usual speed. */
  readonly outputLength: number | undefined
  /** The same tokens at a lower speed. */
  readonly decoding: number | undefined
}

/** What moved less is as usual: of a part by itself, and of all of them by the duration of a call. */
const LEAST_MOVE = 0.1
const LEAST_EXTRA = 0.03

/** A call takes its time to first token, and then its output tokens divided by their speed. Each part is compared with the usual one. */
export function decompose({ numbers }: Facts): Decomposition {
  const { duration, firstToken, speed, outputTokens } = numbers
  const perToken: Fact = { now: inverse(speed.now), normal: inverse(speed.normal) }
  const usualPerToken = perToken.normal ?? perTokenOf(duration.normal, outputTokens.normal)
  const parts = {
    firstToken: moved(firstToken, 1),
    outputLength: usualPerToken === undefined ? undefined : moved(outputTokens, usualPerToken),
    decoding: outputTokens.now === undefined ? undefined : moved(perToken, outputTokens.now),
  }
  const known = (parts.firstToken ?? 0) + (parts.outputLength ?? 0) + (parts.decoding ?? 0)
  const whole = moved(duration, 1, LEAST_EXTRA)
  const extraSeconds = whole === undefined && known === 0 ? whole : Math.max(whole ?? 0, known)
  const isTooLittle = extraSeconds !== undefined && extraSeconds < LEAST_EXTRA * (duration.normal ?? 0)
  const share = (seconds: number | undefined): number | undefined => {
    if (seconds === undefined || extraSeconds === undefined) return undefined
    return isTooLittle || extraSeconds === 0 ? 0 : Number(clamp(seconds / extraSeconds).toFixed(6))
  }
  return {
    extraSeconds: isTooLittle ? 0 : extraSeconds,
    firstToken: share(parts.firstToken),
    outputLength: share(parts.outputLength),
    decoding: share(parts.decoding),
  }
}

/** The seconds that a fact adds, `secondsEach` for each of its units; 0 where it is as usual or less. */
function moved({ now, normal }: Fact, secondsEach: number, least = LEAST_MOVE): number | undefined {
  if (now === undefined || normal === undefined) return undefined
  return now - normal < least * normal ? 0 : (now - normal) * secondsEach
}

function inverse(value: number | undefined): number | undefined {
  return value === undefined || value <= 0 ? undefined : 1 / value
}

/** Without a speed, as if a call were all generation: an upper bound. */
function perTokenOf(seconds: number | undefined, tokens: number | undefined): number | undefined {
  return seconds === undefined || tokens === undefined || tokens <= 0 ? undefined : seconds / tokens
}
