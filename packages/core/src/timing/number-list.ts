/**
 * A list of so many numbers with any value, for times to be written over. Making it costs a fraction of a typed array; a fraction as value
 * makes the engine keep it as plain doubles from the start.
 */
export function numberList(length: number): number[] {
  return new Array<number>(length).fill(0.5)
}
