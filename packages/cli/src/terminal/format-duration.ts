/** Milliseconds as people read them: `0 ms`, `4.2 ms`, `152 ms`, `1.24 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 9.95) return `${trim(ms.toFixed(1))} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_995) return `${trim((ms / 1000).toFixed(2))} s`
  const seconds = Math.round(ms / 1000)
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

function trim(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number
}
