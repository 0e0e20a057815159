const WORDS = new Set([
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'inf',
  'nan',
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
])

/** Names of the series that a PromQL expression reads; of a matcher on `__name__`, each name that it can mean. */
export function promqlNames(expr: string): string[] {
  const matched = [...expr.matchAll(/__name__\s*=~?\s*"([^"]*)"/g)].flatMap(([, pattern]) => alternatives(pattern ?? ''))
  const bare = expr
    .replaceAll(/#.*$/gm, '')
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi, ' ')
    .replaceAll(/\boffset\s+-?\w+/gi, ' ')
  const words = [...bare.matchAll(/[A-Za-z_:][\w:]*(?!\w)(?!\s*\()/g)]
    .filter(({ index }) => !/\w/.test(bare[index - 1] ?? ''))
    .map(([word]) => word)
  return [...new Set([...matched, ...words.filter((word) => !WORDS.has(word.toLowerCase()))])]
}

/** `a_(b|c)_d` → `a_b_d`, `a_c_d`. */
function alternatives(pattern: string): string[] {
  const group = /\((?:\?:)?([^()]*)\)/.exec(pattern)
  if (group === null) return pattern.split('|')
  const [whole, inner = ''] = group
  return inner.split('|').flatMap((word) => alternatives(pattern.replace(whole, word)))
}
