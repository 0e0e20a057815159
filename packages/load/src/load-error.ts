/** What the person who runs the load must change. The message says what, and to what. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
}
