import { decimal } from '../promql/combine.ts'

/** A ratio as people write it: 0.001 is `0.1 %`. */
export function percent(ratio: number): string {
  return `${decimal(ratio * 100)} %`
}
