/** A place in a page that shows code: `<!-- code: path -->` or `<!-- code: path#region -->`, and the fence that follows it. */
const MARKED_FENCE = /<!-- code: ([^\s#]+)(?:#([\w-]+))? -->\n```ts\n[\s\S]*?```/g

/** The page with the code of every marked fence cut anew from the file that its mark names. */
export function fillSnippets(page: string, readSource: (path: string) => string): string {
  return page.replaceAll(MARKED_FENCE, (_, path: string, region: string | undefined) => {
    const mark = region === undefined ? path : `${path}#${region}`
    return `<!-- code: ${mark} -->\n\`\`\`ts\n${cutRegion(readSource(path), region).trim()}\n\`\`\``
  })
}

/** TypeScript fences that no mark stands before: nobody knows whether their code compiles. */
export function findUnmarkedFences(page: string): string[] {
  const rest = page.replaceAll(MARKED_FENCE, '')
  return [...rest.matchAll(/```(?:ts|typescript|js|javascript)\n([\s\S]*?)```/g)].map(([, code = '']) => code)
}

/** The lines between `// #region <name>` and `// #endregion`, or all of the source. */
export function cutRegion(source: string, region: string | undefined): string {
  if (region === undefined) return source
  const lines = source.split('\n')
  const start = lines.findIndex((line) => line.trim() === `// #region ${region}`)
  const end = lines.findIndex((line, index) => index > start && line.trim().startsWith('// #endregion'))
  if (start === -1 || end === -1) throw new Error(`no region "${region}": mark it with // #region ${region} and // #endregion`)
  const body = lines.slice(start + 1, end)
  const indent = Math.min(...body.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length))
  return body.map((line) => line.slice(indent)).join('\n')
}
