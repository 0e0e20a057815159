import { LoadError } from '../load-error.ts'

/**
 * What is kept constant for a while.
 * - `closed`: so many callers, each of which waits for its answer before it asks again
 * - `open`: so many requests a second, whether earlier ones are answered or not
 */
export interface Stage {
  readonly model: 'closed' | 'open'
  /** Callers, or requests a second. */
  readonly level: number
}

const ALLOWED = '8, 1..64 (doubling), 10..50+10 (in steps) or 1,2,8 (a list)'
const MOST_STAGES = 50

/**
 * Reads a ramp. Levels rise and each comes once, however a list was written: the run ends at the first that breaks the SLA.
 * @throws LoadError with what is allowed
 */
export function parseRamp(option: string, text: string, model: Stage['model']): Stage[] {
  const levels = readLevels(text.trim())
  const fits = (level: number): boolean => Number.isFinite(level) && level > 0 && (model === 'open' || Number.isInteger(level))
  if (levels === undefined || levels.length === 0 || !levels.every(fits)) {
    throw new LoadError(`${option} is "${text}"; allowed are ${ALLOWED}, of ${model === 'closed' ? 'whole numbers' : 'numbers'} above 0.`)
  }
  if (levels.length > MOST_STAGES) throw new LoadError(`${option} ${text} has ${levels.length} stages; at most ${MOST_STAGES} are run.`)
  return [...new Set(levels)].sort((a, b) => a - b).map((level) => ({ model, level }))
}

function readLevels(text: string): number[] | undefined {
  const range = /^([\d.]+?)\.\.([\d.]+?)(?:\+([\d.]+))?$/.exec(text)
  if (!range) return text.split(',').map((level) => (level.trim() === '' ? Number.NaN : Number(level)))
  const [first, last, step] = [Number(range[1]), Number(range[2]), range[3] === undefined ? undefined : Number(range[3])]
  if (!(first > 0 && last >= first) || (step !== undefined && !(step > 0))) return undefined
  const levels: number[] = []
  // Not by adding up: ten times 0.1 is a little less than 1.
  const levelAt = (index: number): number => Number((step === undefined ? first * 2 ** index : first + index * step).toPrecision(12))
  for (let index = 0; levelAt(index) < last && index <= MOST_STAGES; index++) levels.push(levelAt(index))
  return [...levels, last]
}
