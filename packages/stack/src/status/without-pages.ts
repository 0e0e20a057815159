import type { ComponentName } from '../layout/ports.ts'
import type { StackUrls } from '../stack-urls.ts'

const REQUEST_MS = 3_000
/** What Jaeger's placeholder says of itself. */
const PLACEHOLDER = 'not compiled with the UI assets'
const PAGES = [
  ['jaeger', '/'],
  ['prometheus', '/query'],
] as const satisfies readonly (readonly [ComponentName & keyof StackUrls, string])[]

/** Components that answer but have no pages for a browser, because they were built from source alone. Their APIs work. */
export async function withoutPages(urls: StackUrls): Promise<ComponentName[]> {
  const found = await Promise.all(PAGES.map(async ([name, path]) => ((await lacksPage(`${urls[name]}${path}`)) ? [name] : [])))
  return found.flat()
}

async function lacksPage(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) })
    return (await response.text()).includes(PLACEHOLDER) || response.status === 500
  } catch {
    return false
  }
}
