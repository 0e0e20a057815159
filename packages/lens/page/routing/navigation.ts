import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { parseRoute, type Route } from './route.ts'

const place = signal({ pathname: location.pathname, search: location.search })

export const route: ReadonlySignal<Route> = computed(() => parseRoute(place.value.pathname))
export const query: ReadonlySignal<URLSearchParams> = computed(() => new URLSearchParams(place.value.search))

let lastList = '/'

/** The list as it was left, with its filters. */
export function listPath(): string {
  return lastList
}

export function navigate(path: string): void {
  history.pushState(null, '', path)
  arrive()
}

/** Changes what stands behind the `?` without a new entry in the history. */
export function replaceQuery(changes: Readonly<Record<string, string>>): void {
  const search = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') search.delete(name)
    else search.set(name, value)
  }
  const text = search.toString()
  history.replaceState(null, '', text === '' ? location.pathname : `${location.pathname}?${text}`)
  arrive()
}

/** Follows links within the page and the browser's back and forward. Called once. */
export function startNavigation(): void {
  addEventListener('popstate', arrive)
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element).closest('a')
    if (link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#') === true) return
    event.preventDefault()
    navigate(link.pathname + link.search)
  })
  arrive()
}

function arrive(): void {
  const { pathname, search } = location
  if (parseRoute(pathname).page === 'calls') lastList = pathname + search
  if (place.peek().pathname !== pathname || place.peek().search !== search) place.value = { pathname, search }
}
