import type { Fact } from './facts.ts'

/** Numbers compared: how much more there is than usual, and the sentence that says so. */

export function clamp(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0
}

/** 0 as usual or less, 1 for twice as much and more; undefined where one of both is not known. */
export function growth({ now, normal }: Fact): number | undefined {
  if (now === undefined || normal === undefined) return undefined
  if (normal <= 0) return now > 0 ? 1 : 0
  return clamp(now / normal - 1)
}

/** Whether there is clearly more than usual. */
export function hasGrown(fact: Fact, by = 0.15): boolean {
  return (growth(fact) ?? 0) >= by
}

export type Format = (value: number) => string

export const inSeconds: Format = (value) => (Math.abs(value) < 1 ? `${Math.round(value * 1000)} ms` : `${short(value)} s`)
export const inPercent: Format = (value) => `${short(value * 100)} %`
export const inCelsius: Format = (value) => `${Math.round(value)} °C`
export const asNumber: Format = (value) => short(value)

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** `first token 1.9 s, usually 200 ms (9.5 times)`; undefined where there is no number. */
export function compareText(name: string, { now, normal }: Fact, format: Format = asNumber): string | undefined {
  if (now === undefined) return undefined
  if (normal === undefined) return `${name} ${format(now)}; what it usually is, is not known`
  // A scale without a zero of its own has no times.
  const times = format !== inCelsius && normal > 0 && now / normal >= 1.05 ? ` (${short(now / normal)} times)` : ''
  return `${name} ${format(now)}, usually ${format(normal)}${times}`
}

/** Sorts sentences to the side that they speak for; what is not known stands on neither. */
export function sides(sentences: readonly (readonly [isSupport: boolean, text: string | undefined])[]): {
  supports: (string | undefined)[]
  contradicts: (string | undefined)[]
} {
  const on = (side: boolean): (string | undefined)[] => sentences.flatMap(([isSupport, text]) => (isSupport === side ? [text] : []))
  return { supports: on(true), contradicts: on(false) }
}

export function missingText(fact: Fact, name: string): string | undefined {
  return fact.now === undefined ? name : undefined
}
