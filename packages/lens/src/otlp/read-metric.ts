import { emptyAttributes, type MutableAttributes, readAttribute } from './read-attributes.ts'
import { WIRE, type WireReader } from './wire-reader.ts'

/** One number of a gauge or a sum. */
export interface ReadPoint {
  readonly metric: string
  readonly atMs: number
  readonly value: number
  readonly attributes: MutableAttributes
}

/** The points of a gauge or a sum whose name `isWanted`; of anything else none. */
export function readMetric(reader: WireReader, isWanted: (name: string) => boolean, points: ReadPoint[]): void {
  const from = reader.position
  let name = ''
  while (reader.next()) {
    if (reader.field === 1) name = reader.string()
    else reader.skip()
  }
  if (!isWanted(name)) return
  reader.position = from
  while (reader.next()) {
    // Gauge and Sum have their points in the same field.
    if (reader.field === 5 || reader.field === 7) readPoints(reader.message(), name, points)
    else reader.skip()
  }
}

function readPoints(reader: WireReader, metric: string, points: ReadPoint[]): void {
  while (reader.next()) {
    if (reader.field === 1) points.push(readPoint(reader.message(), metric))
    else reader.skip()
  }
}

function readPoint(reader: WireReader, metric: string): ReadPoint {
  let atMs = 0
  let value = Number.NaN
  const attributes = emptyAttributes()
  while (reader.next()) {
    switch (reader.field) {
      case 3:
        reader.expect(WIRE.fixed64)
        atMs = reader.nanosAsMs()
        break
      case 4:
        reader.expect(WIRE.fixed64)
        value = reader.double()
        break
      case 6:
        reader.expect(WIRE.fixed64)
        value = Number(BigInt.asIntN(64, reader.fixed64()))
        break
      case 7:
        readAttribute(reader, attributes)
        break
      default:
        reader.skip()
    }
  }
  return { metric, atMs, value, attributes }
}
