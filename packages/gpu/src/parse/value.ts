import type { NumberField } from '../query-field.ts'

const NUMBER = /^-?\d+(?:\.\d+)?$/
const MASK = /^0x[0-9a-f]+$/i
const PSTATE = /^P(\d{1,2})$/
/** Bit masks keep their low 53 bits, which a number holds exactly; the highest bit that the driver documents is 8. */
const LOW_BITS = (1n << 53n) - 1n

/** A cell as a number in the unit of the field's key; `undefined` when it is not strictly of the field's kind. Never NaN. */
export function parseValue(field: NumberField, text: string): number | undefined {
  switch (field.kind) {
    case 'number':
      return NUMBER.test(text) ? toUnit(Number(text), field.scale) : undefined
    case 'mask':
      return MASK.test(text) ? Number(BigInt(text) & LOW_BITS) : undefined
    case 'pstate': {
      const state = PSTATE.exec(text)?.[1]
      return state === undefined ? undefined : Number(state)
    }
    case 'flag':
      return text === 'Yes' ? 1 : text === 'No' ? 0 : undefined
  }
}

/** Division is exact where multiplication by 0.01 is not: 7 % is 0.07, not 0.07000000000000001. */
function toUnit(value: number, scale = 1): number {
  return scale < 1 ? value / Math.round(1 / scale) : value * scale
}
