import { parser } from '@prometheus-io/lezer-promql'

/** What a PromQL expression is made of, by Prometheus's own grammar. */
export interface PromqlTree {
  /** Places that the grammar does not take, as the text around them. */
  readonly errors: readonly string[]
  /** Series by name; of a matcher on `__name__`, each name that it can mean. */
  readonly names: readonly string[]
  /** Labels that are asked for, grouped by, joined on. */
  readonly labels: readonly string[]
}

export function parsePromql(expression: string): PromqlTree {
  const errors: string[] = []
  const names = new Set<string>()
  const labels = new Set<string>()
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      const text = expression.slice(from, to)
      if (type.isError) errors.push(expression.slice(Math.max(0, from - 20), to + 20))
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') names.add(text)
      if (type.name === 'LabelName') labels.add(text)
      if (type.name === 'UnquotedLabelMatcher' && text.startsWith('__name__')) {
        for (const name of alternatives(/"(.*)"/.exec(text)?.[1] ?? '')) names.add(name)
      }
    },
  })
  labels.delete('__name__')
  return { errors, names: [...names], labels: [...labels] }
}

/** `a(_x)?|b` can mean `a`, `a_x` and `b`. */
function alternatives(pattern: string): string[] {
  return pattern.split('|').flatMap((name) => {
    const optional = /^(.*)\((\w+)\)\?$/.exec(name)
    return optional ? [optional[1]!, `${optional[1]}${optional[2]}`] : [name]
  })
}
