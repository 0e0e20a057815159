/** A request whose body is not what its headers say, or not OTLP. The message goes back to the sender with `status`. */
export class BadBody extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.name = 'BadBody'
    this.status = status
  }
}
