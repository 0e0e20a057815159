import type { ThresholdsConfigBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Threshold, ThresholdColor } from '../panel.ts'
import { grafanaSdk } from './sdk.ts'

/** Thresholds as Grafana has them: a colour that begins at minus infinity, then one for each value. */
export function thresholdSteps(input: {
  readonly thresholds?: readonly Threshold[]
  readonly base?: ThresholdColor
}): ThresholdsConfigBuilder {
  const { dashboard } = grafanaSdk()
  return new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps(stepsOf(input))
}

export function stepsOf({ thresholds = [], base }: { readonly thresholds?: readonly Threshold[]; readonly base?: ThresholdColor }): {
  value: number | null
  color: string
}[] {
  return [
    { value: null, color: base ?? (thresholds.length > 0 ? 'green' : 'text') },
    ...thresholds.map(({ value, color }) => ({ value, color })),
  ]
}
