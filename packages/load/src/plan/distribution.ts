import { LoadError } from '../load-error.ts'

/** How a length or a time varies from request to request. */
export interface Distribution {
  /** As it was written. */
  readonly text: string
  /** One value, never below 0. @param random numbers from 0 to 1 */
  draw(random: () => number): number
}

const ALLOWED = '200 (always), 100..400 (evenly), normal:200,50 (mean, deviation), lognormal:200,0.5 (median, sigma) or exp:200 (mean)'
const PATTERN = /^(?:(normal|lognormal|exp):)?([^,]+?)(?:(\.\.|,)([^,]+))?$/

/**
 * Reads a distribution.
 * @param parseValue one value in the option's unit, `undefined` for what is none
 * @throws LoadError with what is allowed
 */
export function parseDistribution(
  option: string,
  text: string,
  parseValue: (text: string) => number | undefined = parseNumber,
): Distribution {
  const [, name, first = '', separator, second] = PATTERN.exec(text.trim()) ?? []
  const value = parseValue(first)
  // Sigma of a lognormal has no unit.
  const other = second === undefined ? undefined : (name === 'lognormal' ? parseNumber : parseValue)(second)
  const draw = value === undefined ? undefined : drawer(name ?? '', separator, value, other)
  if (draw === undefined) throw new LoadError(`${option} is "${text}"; allowed are ${ALLOWED}.`)
  return { text: text.trim(), draw: (random) => Math.max(0, draw(random)) }
}

/** A number that is not negative. */
export function parseNumber(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}

function drawer(
  name: string,
  separator: string | undefined,
  a: number,
  b: number | undefined,
): ((random: () => number) => number) | undefined {
  switch (`${name}${separator ?? ''}`) {
    case '':
      return () => a
    case '..':
      return b !== undefined && b >= a ? (random) => a + random() * (b - a) : undefined
    case 'normal,':
      return b === undefined ? undefined : (random) => a + b * standardNormal(random)
    case 'lognormal,':
      return b === undefined ? undefined : (random) => a * Math.exp(b * standardNormal(random))
    case 'exp':
      return (random) => -a * Math.log(1 - random())
    default:
      return undefined
  }
}

/** Box and Muller. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
