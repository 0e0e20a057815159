import { Buffer } from 'node:buffer'
import { WIRE } from './wire-reader.ts'

/** Lengths of nested messages are written in so many bytes, padded: then they can be filled in afterwards. */
const LENGTH_BYTES = 4

/** Writes the wire format of protocol buffers into one growing buffer. */
export class WireWriter {
  #buffer: Buffer = Buffer.allocUnsafe(4096)
  #length = 0

  /** What was written; a copy of its own. */
  finish(): Buffer {
    return Buffer.from(this.#buffer.subarray(0, this.#length))
  }

  varint(field: number, value: bigint | number): void {
    this.#tag(field, WIRE.varint)
    if (typeof value === 'number') this.#varint(value)
    else if (value >= 0n && value <= Number.MAX_SAFE_INTEGER) this.#varint(Number(value))
    else this.#bigVarint(BigInt.asUintN(64, value))
  }

  fixed64(field: number, value: bigint): void {
    this.#tag(field, WIRE.fixed64)
    this.#room(8)
    this.#length = this.#buffer.writeBigUInt64LE(BigInt.asUintN(64, value), this.#length)
  }

  fixed32(field: number, value: number): void {
    this.#tag(field, WIRE.fixed32)
    this.#room(4)
    this.#length = this.#buffer.writeUInt32LE(value >>> 0, this.#length)
  }

  double(field: number, value: number): void {
    this.#tag(field, WIRE.fixed64)
    this.#room(8)
    this.#length = this.#buffer.writeDoubleLE(value, this.#length)
  }

  bytes(field: number, value: Uint8Array): void {
    this.#tag(field, WIRE.bytes)
    this.#varint(value.length)
    this.#room(value.length)
    this.#buffer.set(value, this.#length)
    this.#length += value.length
  }

  string(field: number, value: string): void {
    // Three bytes a UTF-16 unit at most; where that is much, the exact length is worth the look.
    const most = value.length * 3
    const length = most < 128 ? -1 : Buffer.byteLength(value)
    this.#tag(field, WIRE.bytes)
    this.#room(most + 10)
    if (length >= 0) {
      this.#varint(length)
      this.#length += this.#buffer.write(value, this.#length)
    } else {
      const written = this.#buffer.write(value, this.#length + 1)
      this.#buffer[this.#length] = written
      this.#length += written + 1
    }
  }

  /** What `write` writes becomes one message. */
  message(field: number, write: () => void): void {
    this.#tag(field, WIRE.bytes)
    this.#room(LENGTH_BYTES)
    const at = this.#length
    this.#length += LENGTH_BYTES
    write()
    let length = this.#length - at - LENGTH_BYTES
    for (let index = 0; index < LENGTH_BYTES; index++) {
      this.#buffer[at + index] = (length & 127) | (index < LENGTH_BYTES - 1 ? 128 : 0)
      length >>>= 7
    }
  }

  #tag(field: number, wire: number): void {
    this.#varint(field * 8 + wire)
  }

  #varint(value: number): void {
    this.#room(10)
    let rest = value
    while (rest > 127) {
      this.#buffer[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#buffer[this.#length++] = rest
  }

  #bigVarint(value: bigint): void {
    this.#room(10)
    let rest = value
    while (rest > 127n) {
      this.#buffer[this.#length++] = Number(rest & 127n) | 128
      rest >>= 7n
    }
    this.#buffer[this.#length++] = Number(rest)
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes))
    this.#buffer.copy(grown, 0, 0, this.#length)
    this.#buffer = grown
  }
}
