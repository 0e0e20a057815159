/** One value for ever, or one for each pass, then again from the first. Written as the tool prints it without units. */
export type FakeValue = string | number | readonly (string | number)[]

/** Passes are counted from 0 in loop mode; a single call is pass 0. */
export interface FakeGpu {
  readonly name?: string
  readonly uuid?: string
  /** By field name, for any field that the driver knows: `{ 'utilization.gpu': [0, 50, 100], 'power.draw': '[N/A]' }`. */
  readonly fields?: Readonly<Record<string, FakeValue>>
  /** The driver counts it but this process may not open it: its row is missing. */
  readonly hidden?: boolean
  /** It has no handle: a query of all GPUs prints an error and no row (with a driver before 600), one of the others works. */
  readonly handleError?: 'lost' | 'unknown' | 'reset'
  /** From this pass on its cells, identity included, are `[GPU is lost]`. */
  readonly lostFromPass?: number
  /** From this pass on the query hangs when it comes to this GPU. */
  readonly hangsFromPass?: number
  readonly mig?: readonly FakeMigDevice[]
}

export interface FakeMigDevice {
  readonly profile: string
  readonly uuid: string
  readonly gpuInstance: number
  readonly computeInstance?: number
  readonly memoryTotalMib: number
  readonly memoryUsedMib: number
}

export interface FakeProcess {
  /** Index of the GPU. */
  readonly gpu: number
  readonly pid: number
  readonly name: string
  /** MiB, or the word that the tool prints instead. */
  readonly memory: number | string
}

/** What the tool prints on stdout (never on stderr) and its exit code. */
export interface FakeFailure {
  readonly stdout: string
  readonly exitCode: number
}

/** What a fake `nvidia-smi` pretends to be. Plain JSON, read anew at every call and before every pass, so it can change while a child runs. */
export interface FakeNvidiaSmiScript {
  /** A recorded output to replay: an XML document of `-q -x`, or a text with sections of which the CSV of `--query-gpu` is one. Absolute path. */
  readonly capture?: string
  /** Which section of a text with sections. Default `load`. */
  readonly section?: 'idle' | 'load'
  /** Default: the capture's, else `550.163.01`. Decides which fields are known. */
  readonly driverVersion?: string
  /** Default: the capture's GPUs, else one H100. Given beside a capture, its `fields` replace those of the GPU with the same index. */
  readonly gpus?: readonly FakeGpu[]
  readonly processes?: readonly FakeProcess[]
  /** Every call fails with this. See `FAKE_FAILURES`. */
  readonly failure?: FakeFailure
  /** These fields are listed by the help but refused by the query. */
  readonly refusedFields?: readonly string[]
  /** Before anything is printed. */
  readonly startDelayMs?: number
  /** The help cannot be read. */
  readonly noHelp?: boolean
  /** From this pass on nothing is printed any more. */
  readonly silentFromPass?: number
  /** From this pass on these lines are printed instead of rows. */
  readonly garbage?: { readonly fromPass: number; readonly lines: readonly string[] }
  /** After this many passes the child ends. */
  readonly exitAfterPasses?: { readonly passes: number; readonly exitCode: number }
  /** A line before the first row, as an XID message is. */
  readonly chatter?: string
  /** Ends lines by `\r\n`, as on Windows. */
  readonly crlf?: boolean
  /** Writes every row in two parts. */
  readonly splitRows?: boolean
  /** Ignores SIGTERM, as a child that is inside a driver call does. */
  readonly ignoreSigterm?: boolean
}

/** Failures of a whole host, as drivers 535 and 550 print them. */
export const FAKE_FAILURES: {
  readonly [Name in 'noLibrary' | 'noDriver' | 'noPermission' | 'versionMismatch' | 'containerLostDevices' | 'noDevices']: FakeFailure
} = {
  noLibrary: {
    stdout:
      "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA Display Driver is properly installed and present in your system.\nPlease also try adding directory that contains libnvidia-ml.so to your system PATH.\n",
    exitCode: 12,
  },
  noDriver: {
    stdout:
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n\n",
    exitCode: 9,
  },
  noPermission: { stdout: 'Failed to initialize NVML: Insufficient Permissions\n', exitCode: 4 },
  versionMismatch: { stdout: 'Failed to initialize NVML: Driver/library version mismatch\n', exitCode: 18 },
  containerLostDevices: { stdout: 'Failed to initialize NVML: Unknown Error\n', exitCode: 255 },
  noDevices: { stdout: 'No devices were found\n', exitCode: 6 },
}
