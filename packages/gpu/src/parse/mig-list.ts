/** UUID and profile of a MIG device, by the index of its GPU and its own index on it. */
export interface MigIdentity {
  readonly gpuUuid: string
  readonly index: number
  readonly uuid: string
  /** `3g.40gb`, where the list gives it. */
  readonly profile: string
}

const GPU = /^GPU \d+: .*\(UUID: (GPU-[0-9a-fA-F-]+)\)/
const MIG = /^\s+MIG (\S+)\s+Device\s+(\d+): \(UUID: (MIG-[^)]+)\)/

/** The MIG devices in the output of `nvidia-smi -L`. */
export function parseMigList(output: string): readonly MigIdentity[] {
  const found: MigIdentity[] = []
  let gpuUuid: string | undefined
  for (const line of output.split(/\r?\n/)) {
    gpuUuid = GPU.exec(line)?.[1] ?? gpuUuid
    const mig = MIG.exec(line)
    if (mig && gpuUuid !== undefined) found.push({ gpuUuid, profile: mig[1]!, index: Number(mig[2]), uuid: mig[3]! })
  }
  return found
}
