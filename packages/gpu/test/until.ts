import { setTimeout as delay } from 'node:timers/promises'

/** Waits until `read` gives something other than `undefined` and `false`, and returns it. Fails after `timeoutMs`, naming what was awaited. */
export async function until<Value>(
  what: string,
  read: () => Value | undefined | false | Promise<Value | undefined | false>,
  timeoutMs = 20_000,
): Promise<Value> {
  const deadlineMs = performance.now() + timeoutMs
  for (;;) {
    const value = await read()
    if (value !== undefined && value !== false) return value
    if (performance.now() > deadlineMs) throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`)
    await delay(10)
  }
}
