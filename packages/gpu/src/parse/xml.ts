/** An element: its name, its attributes' raw text, its own text, its children in order. */
export interface XmlElement {
  readonly name: string
  readonly attributes: string
  text: string
  readonly children: XmlElement[]
}

const TOKEN = /<!--[\s\S]*?-->|<[?!][^>]*>|<(\/?)([A-Za-z_][\w.-]*)([^>]*?)(\/?)>|([^<]+)/g
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' }
const MAX_DEPTH = 64

/**
 * Reads the plain XML that `nvidia-smi -q -x` prints (no namespaces, no CDATA). Output that was cut short gives the elements read so far;
 * `complete` says whether the root was closed.
 */
export function parseXml(source: string): { readonly root: XmlElement | undefined; readonly complete: boolean } {
  let root: XmlElement | undefined
  const open: XmlElement[] = []
  for (const [, close, name, attributes, empty, text] of source.matchAll(TOKEN)) {
    const parent = open.at(-1)
    if (text !== undefined) {
      if (parent) parent.text += decode(text)
    } else if (name === undefined) {
    } else if (close === '/') {
      open.pop()
      if (open.length === 0) return { root, complete: true }
    } else if (open.length < MAX_DEPTH) {
      const element: XmlElement = { name, attributes: attributes ?? '', text: '', children: [] }
      if (parent) parent.children.push(element)
      else root = element
      if (empty !== '/') open.push(element)
    }
  }
  return { root, complete: false }
}

/** The first element at a path of names below `element`: `pci/tx_util`. */
export function findElement(element: XmlElement, path: string): XmlElement | undefined {
  let found: XmlElement | undefined = element
  for (const name of path.split('/')) found = found?.children.find((child) => child.name === name)
  return found
}

/** Trimmed text at a path, `undefined` when there is no such element. */
export function textAt(element: XmlElement, path: string): string | undefined {
  return findElement(element, path)?.text.trim()
}

function decode(text: string): string {
  return text.includes('&') ? text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]!) : text
}
