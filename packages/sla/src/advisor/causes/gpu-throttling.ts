import type { CauseKind } from '../cause.ts'
import { decompose } from '../decompose.ts'
import { clamp, compareText, inCelsius, inPercent, missingText, sides } from '../weigh.ts'
import { isSlower } from './longer-outputs.ts'

/** Alerts come at the same temperature: soon above it a GPU lowers its clocks. */
const HOT_CELSIUS = 85
const THROTTLED_SHARE = 0.1

/** Heat or power holds the clocks down: every token takes longer. */
export const gpuThrottling: CauseKind = {
  cause: 'gpu-throttling',
  title: 'The GPU is slowed down by heat or power',
  action: 'Look at cooling, fans, neighbours in the rack and the power limit (nvidia-smi -q -d PERFORMANCE,TEMPERATURE,POWER).',
  judge(facts) {
    if (!facts.breached.has('latency')) return undefined
    const { gpuThrottled, gpuTemperature, speed } = facts.numbers
    const { decoding, firstToken } = decompose(facts)
    const more = (gpuThrottled.now ?? 0) - (gpuThrottled.normal ?? 0)
    const isHot = (gpuTemperature.now ?? 0) >= HOT_CELSIUS && (gpuTemperature.now ?? 0) - (gpuTemperature.normal ?? 0) >= 5
    const evidence = clamp(more / 0.3 + (isHot ? 0.3 : 0))
    const effect = decoding === undefined ? 0.6 : Math.max(decoding, (firstToken ?? 0) * 0.4)
    return {
      score: evidence * (0.1 + 0.9 * effect),
      ...sides([
        [more >= THROTTLED_SHARE, compareText('share of time with lowered clocks', gpuThrottled, inPercent)],
        [isHot, compareText('hottest GPU', gpuTemperature, inCelsius)],
        [isSlower(speed), compareText('output tokens per second of a call', speed)],
      ]),
      missing: [missingText(gpuThrottled, 'throttling of the GPU (@tokenscope/gpu on the model server’s host)')],
    }
  },
}
