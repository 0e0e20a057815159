/** What went wrong between us and Prometheus; a person can mend each. */
export type PrometheusFault =
  | 'address'
  | 'unreachable'
  | 'slow'
  | 'unauthorized'
  | 'html'
  | 'not-prometheus'
  | 'empty'
  | 'too-large'
  | 'too-old'
  | 'refused'

/** Prometheus could not be asked, or gave no usable answer. The message says what happened and what to do. */
export class PrometheusError extends Error {
  override readonly name = 'PrometheusError'
  readonly fault: PrometheusFault

  constructor(fault: PrometheusFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
  }
}
