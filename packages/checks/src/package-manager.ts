/** The package manager that started this process, or the one that the README names: a command and its first arguments. */
export function packageManager(): [command: string, ...args: string[]] {
  const path = process.env.npm_execpath
  if (path === undefined || !path.includes('pnpm')) return ['npx', '--yes', 'pnpm@12']
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path]
}
