import type { RuleContext } from '../outputs/rule-context.ts'
import { counterValues, gaugeValues, type Stretch } from './samples.ts'
import type { Check, Scenario } from './scenario.ts'

const MINUTE = 60

/** A series that stands at `below` for half an hour, at `above` for the next, and at `below` again. */
export interface GaugeInput {
  readonly series: string
  readonly labels: Readonly<Record<string, string>>
  /** Which of the labels says what has this series. */
  readonly apartBy: string
  readonly below: number
  readonly above: number
  /** The series is a counter that grows by so much in a second. */
  readonly ratePerSecond?: boolean
}

export function gaugeScenario(
  context: RuleContext,
  { series, labels, apartBy, below, above, ratePerSecond = false }: GaugeInput,
): Scenario[] {
  const sampleSeconds = context.times.fastIntervalSeconds
  const seconds = context.seconds(30 * MINUTE)
  const stretches = [below, above, below].map((value): Stretch => [seconds / sampleSeconds, ratePerSecond ? value * sampleSeconds : value])
  return [
    {
      name: series,
      apartBy,
      sampleSeconds,
      evaluationSeconds: sampleSeconds,
      series: [{ name: series, labels, values: ratePerSecond ? counterValues(stretches) : gaugeValues(stretches) }],
      checks: [1, 2, 3].map((phase): Check => ({ atSeconds: seconds * phase - sampleSeconds, fires: phase === 2 })),
    },
  ]
}

/** A counter that stands still, is raised by one once, and stands still again. */
export function eventScenario(
  context: RuleContext,
  { series, labels, apartBy }: Pick<GaugeInput, 'series' | 'labels' | 'apartBy'>,
): Scenario[] {
  const sampleSeconds = context.times.fastIntervalSeconds
  const minutes = (count: number): number => context.seconds(count * MINUTE)
  return [
    {
      name: series,
      apartBy,
      sampleSeconds,
      evaluationSeconds: sampleSeconds,
      series: [
        {
          name: series,
          labels,
          values: gaugeValues([
            [minutes(30) / sampleSeconds, 2],
            [minutes(40) / sampleSeconds, 3],
          ]),
        },
      ],
      checks: [
        { atSeconds: minutes(30), fires: false },
        { atSeconds: minutes(35), fires: true },
        { atSeconds: minutes(60), fires: false },
      ],
    },
  ]
}
