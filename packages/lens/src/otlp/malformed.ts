/** Bytes or JSON that are not what their sender says they are. The message goes back to the sender. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
}
