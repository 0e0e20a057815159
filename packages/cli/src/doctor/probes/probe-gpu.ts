import { execFile } from 'node:child_process'

/** What `nvidia-smi` says. */
export type GpuFacts =
  | { readonly kind: 'found'; readonly gpus: readonly string[]; readonly driver: string | undefined }
  | { readonly kind: 'no-tool' }
  | { readonly kind: 'no-answer'; readonly reason: string }

const TIMEOUT_MS = 5_000

/** Runs `nvidia-smi` once, at most five seconds long. */
export function probeGpu(command: string): Promise<GpuFacts> {
  return new Promise((resolve) => {
    execFile(
      command,
      ['--query-gpu=name,driver_version', '--format=csv,noheader'],
      { timeout: TIMEOUT_MS, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') return resolve({ kind: 'no-tool' })
        if (error?.killed) return resolve({ kind: 'no-answer', reason: `no answer within ${TIMEOUT_MS / 1000} s` })
        if (/No devices were found/.test(stdout)) return resolve({ kind: 'found', gpus: [], driver: undefined })
        if (error) return resolve({ kind: 'no-answer', reason: firstLine(stdout) || firstLine(stderr) || error.message })
        const rows = stdout.split('\n').filter((line) => line.trim() !== '')
        const cells = rows.map((row) => row.split(',').map((cell) => cell.trim()))
        resolve({ kind: 'found', gpus: cells.map(([name]) => name ?? 'unnamed'), driver: cells[0]?.[1] })
      },
    )
  })
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
