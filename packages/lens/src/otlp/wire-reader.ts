import type { Buffer } from 'node:buffer'
import { Malformed } from './malformed.ts'

/** How a field is written: the three low bits of its tag. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/**
 * Reads the wire format of protocol buffers, one field after the other, never beyond `end`. Everything that cannot be right throws
 * {@link Malformed}; each step takes at least one byte, so a reader always comes to an end.
 */
export class WireReader {
  readonly bytes: Buffer
  position: number
  readonly end: number
  /** Number of the field that {@link next} found. */
  field = 0
  /** One of {@link WIRE}. */
  wire = 0

  constructor(bytes: Buffer, position = 0, end: number = bytes.length) {
    this.bytes = bytes
    this.position = position
    this.end = end
  }

  /** Goes to the next field; false at the end. The caller reads its value or calls {@link skip}. */
  next(): boolean {
    if (this.position >= this.end) return false
    const tag = this.varint()
    this.field = Math.floor(tag / 8)
    this.wire = tag % 8
    if (this.field === 0) throw new Malformed('a field has the number 0')
    return true
  }

  /** A number from 0 to 2^64; beyond 2^53 it is rounded. */
  varint(): number {
    const { bytes, end } = this
    let value = 0
    let weight = 1
    for (let count = 0; count < 10; count++) {
      if (this.position >= end) throw new Malformed('it ends in the middle of a number')
      const byte = bytes[this.position++]!
      value += (byte & 127) * weight
      if (byte < 128) return value
      weight *= 128
    }
    throw new Malformed('a number has more than ten bytes')
  }

  /** A 64-bit number, whole and signed. */
  bigVarint(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.position >= this.end) throw new Malformed('it ends in the middle of a number')
      const byte = this.bytes[this.position++]!
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return BigInt.asIntN(64, value)
    }
    throw new Malformed('a number has more than ten bytes')
  }

  fixed64(): bigint {
    const at = this.#take(8)
    return this.bytes.readBigUInt64LE(at)
  }

  /** Nanoseconds as milliseconds with fractions, as exact as a number can be. */
  nanosAsMs(): number {
    const at = this.#take(8)
    const low = this.bytes.readUInt32LE(at)
    const high = this.bytes.readUInt32LE(at + 4)
    // 2^32 ns are 4294 ms and 967296 ns: each of these products is exact, that of both would not be.
    return high * 4_294 + (high * 967_296 + low) / 1e6
  }

  double(): number {
    return this.bytes.readDoubleLE(this.#take(8))
  }

  fixed32(): number {
    return this.bytes.readUInt32LE(this.#take(4))
  }

  string(): string {
    const from = this.sub()
    const to = this.position
    return this.bytes.toString('utf8', from, to)
  }

  hex(): string {
    const from = this.sub()
    return this.bytes.toString('hex', from, this.position)
  }

  /** A reader of the message that stands here; this one goes on behind it. */
  message(): WireReader {
    const from = this.sub()
    return new WireReader(this.bytes, from, this.position)
  }

  /** Where the bytes of the value that stands here begin; {@link position} is their end then. */
  sub(): number {
    if (this.wire !== WIRE.bytes) throw new Malformed(`field ${this.field} is not what it should be`)
    const length = this.varint()
    return this.#take(length)
  }

  skip(): void {
    if (this.wire === WIRE.varint) this.varint()
    else if (this.wire === WIRE.fixed64) this.#take(8)
    else if (this.wire === WIRE.bytes) this.sub()
    else if (this.wire === WIRE.fixed32) this.#take(4)
    else throw new Malformed(`field ${this.field} has the unknown wire type ${this.wire}`)
  }

  /** For a field that is read as one wire type only. */
  expect(wire: number): void {
    if (this.wire !== wire) throw new Malformed(`field ${this.field} is not what it should be`)
  }

  #take(length: number): number {
    const from = this.position
    if (length > this.end - from) throw new Malformed('it ends in the middle of a field')
    this.position = from + length
    return from
  }
}
