import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Relative links of a page that lead to no file; `path` is the page's own, from `root`. Links to the web are not followed. */
export function findDeadLinks(root: string, path: string, page: string): string[] {
  const withoutCode = page.replaceAll(/```[\s\S]*?```/g, '')
  const targets = [...withoutCode.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].flatMap(([, target]) => target ?? [])
  return targets.filter((target) => !/^[a-z]+:/.test(target)).filter((target) => !existsSync(join(root, dirname(path), target)))
}
