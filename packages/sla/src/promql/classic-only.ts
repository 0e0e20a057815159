/** Alternatives that ask for native histograms: each stands behind an `or`, on a line of its own. */
const NATIVE = /\n\s*or\n\s*histogram_(?:count|fraction|sum)\(.*/g

/** The expression without what asks for native histograms by functions of their own, which MetricsQL of VictoriaMetrics does not have. */
export function classicOnly(expression: string): string {
  return expression.replaceAll(NATIVE, '')
}
