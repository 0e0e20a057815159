/** A test of an alert by made-up series: what `promtool test rules` runs. */
export interface Scenario {
  readonly name: string
  /** The scope that it is about; undefined for alerts that have none. */
  readonly scopeId?: string
  /** Between samples of the series. */
  readonly sampleSeconds: number
  /** Between evaluations: the interval of the rule groups that the scenario is about, because promtool has one for all. */
  readonly evaluationSeconds: number
  /** A label that may have any value here. Scenarios that have one run together, told apart by it: much less to evaluate. */
  readonly apartBy?: string
  readonly series: readonly InputSeries[]
  readonly checks: readonly Check[]
}

export interface InputSeries {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** In promtool's notation. */
  readonly values: string
}

/** Whether the alert fires at a time. */
export interface Check {
  readonly atSeconds: number
  readonly fires: boolean
  /** Only alerts with these labels are looked at. */
  readonly labels?: Readonly<Record<string, string>>
}
