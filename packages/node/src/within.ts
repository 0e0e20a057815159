/**
 * Waits for `work`, but no longer than `timeoutMs`, and never throws. The timer keeps the process alive meanwhile, so that
 * whoever awaits this is always answered.
 * @returns whether the work was done in time
 */
export async function within(timeoutMs: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs)
  })
  const done = work.then(
    () => true,
    () => true,
  )
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
