/** Undoes one patch; harmless when called twice. */
export type Undo = () => void

type Method = (this: unknown, ...args: unknown[]) => unknown

/**
 * Replaces a method by an own, non-enumerable property of `target`, with the original's name and length.
 * @returns the undo, or undefined where there is no such method
 */
export function patchMethod(target: object, name: string, wrap: (original: Method) => Method): Undo | undefined {
  const original = (target as Record<string, unknown>)[name]
  if (typeof original !== 'function') return undefined
  const before = Object.getOwnPropertyDescriptor(target, name)
  const wrapped = wrap(original as Method)
  Object.defineProperties(wrapped, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
  })
  Object.defineProperty(target, name, { value: wrapped, writable: true, configurable: true, enumerable: before?.enumerable ?? false })
  return () => {
    // Somebody else may have patched on top of this since: then only theirs can be taken off by them.
    if ((target as Record<string, unknown>)[name] !== wrapped) return
    if (before) Object.defineProperty(target, name, before)
    else delete (target as Record<string, unknown>)[name]
  }
}
