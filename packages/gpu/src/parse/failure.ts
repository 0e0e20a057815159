/** Why `nvidia-smi` gave nothing: `reason` for `error.type`, `message` for people. */
export interface Failure {
  readonly reason: string
  readonly message: string
}

interface Known {
  readonly text?: RegExp
  readonly exitCode?: number
  readonly reason: string
  /** What it means and what helps. */
  readonly hint: string
}

/** First match wins. All of it is printed on stdout; the exit code of one condition differs from driver to driver, so the text comes first. */
const KNOWN: readonly Known[] = [
  { text: /is not a valid field to query/, reason: 'invalid_field', hint: 'this driver does not know the field' },
  {
    text: /Unable to determine the device handle/,
    reason: 'device_handle',
    hint: 'one GPU does not answer; the others are read one by one',
  },
  {
    text: /version mismatch/i,
    reason: 'version_mismatch',
    hint: 'the driver was upgraded without a restart: reboot or reload the kernel module',
  },
  { text: /couldn't find libnvidia-ml/i, exitCode: 12, reason: 'no_library', hint: 'the NVIDIA driver library is not installed' },
  { text: /couldn't communicate with the NVIDIA driver/i, exitCode: 9, reason: 'no_driver', hint: 'the NVIDIA driver is not loaded' },
  { text: /No devices were found/i, exitCode: 6, reason: 'no_devices', hint: 'there is no NVIDIA GPU, or none is visible here' },
  { text: /Insufficient Permissions/i, exitCode: 4, reason: 'no_permission', hint: 'this user may not open the GPU devices' },
  { text: /blocked by the operating system/i, exitCode: 17, reason: 'os_blocked', hint: 'the operating system blocks the GPU' },
  { text: /GPU is lost/i, exitCode: 15, reason: 'gpu_is_lost', hint: 'a GPU fell off the bus: reboot to recover it' },
  { text: /Failed to initialize NVML/i, reason: 'nvml_init', hint: 'in a container: the devices were taken away, restart the container' },
]

/** What the end of a run means. `text` is the output that was not rows. */
export function toFailure(exitCode: number | null, signal: string | null, text: string): Failure {
  const known = KNOWN.find((row) => row.text?.test(text)) ?? KNOWN.find((row) => row.exitCode !== undefined && row.exitCode === exitCode)
  const said = text.trim().split('\n')[0]?.slice(0, 200) ?? ''
  if (known) return { reason: known.reason, message: said === '' ? known.hint : `${said} (${known.hint})` }
  if (signal !== null) return { reason: 'killed', message: `ended by ${signal}` }
  return { reason: `exit_${exitCode ?? 'unknown'}`, message: said === '' ? `exit code ${exitCode}` : `exit code ${exitCode}: ${said}` }
}

/** What a failed start means: `ENOENT`, `EACCES`, … */
export function toSpawnFailure(code: string | undefined, command: string): Failure {
  if (code === 'ENOENT') return { reason: 'no_tool', message: `${command} was not found` }
  if (code === 'EACCES') return { reason: 'no_permission', message: `${command} may not be executed by this user` }
  return { reason: 'spawn_failed', message: `${command} could not be started (${code ?? 'unknown error'})` }
}

/** The field that the driver refused, from `Field "x" is not a valid field to query.` */
export function refusedField(text: string): string | undefined {
  return /Field "([^"]*)" is not a valid field to query/.exec(text)?.[1]
}

/** The PCI bus id in `Unable to determine the device handle for GPU1: 0000:34:00.0: …`, as the text gives it. */
export function deviceErrorBusId(text: string): string | undefined {
  if (!text.includes('Unable to determine the device handle')) return undefined
  return /([0-9a-fA-F]{4,8}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\.[0-9a-fA-F])/.exec(text)?.[1]
}
