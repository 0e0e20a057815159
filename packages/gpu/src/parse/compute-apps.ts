/** A process with a compute context on a GPU. */
export interface ComputeApp {
  readonly gpuUuid: string
  readonly pid: number
  /** As the driver gives it: a path, or a title such as `VLLM::EngineCore`. May hold commas. */
  readonly name: string
  /** Absent where the driver does not know it (WDDM, another user's process). */
  readonly memoryBytes?: number
}

export const COMPUTE_APPS_QUERY = 'gpu_uuid,pid,process_name,used_gpu_memory'

export interface ComputeApps {
  readonly apps: readonly ComputeApp[]
  /** GPUs whose processes the driver does not tell: not the same as none. */
  readonly unreadable: ReadonlySet<string>
}

const MEBIBYTE = 1_048_576
/** From both ends: the name in the middle may hold commas, which old drivers do not replace. */
const ROW = /^\s*(GPU-[^,\s]+)\s*,\s*(\d+|\[[^\]]*\])\s*,\s*(.*?)\s*,\s*([^,]*?)\s*$/

/** Rows of `--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory --format=csv,noheader,nounits`; other lines are passed over. */
export function parseComputeApps(output: string): ComputeApps {
  const apps: ComputeApp[] = []
  const unreadable = new Set<string>()
  for (const line of output.split(/\r?\n/)) {
    const match = ROW.exec(line)
    if (!match) continue
    const [, gpuUuid, pid, name, memory] = match as unknown as [string, string, string, string, string]
    if (pid.startsWith('[')) unreadable.add(gpuUuid)
    // No process has the number 0: old drivers print it for one that they cannot read.
    else if (pid !== '0') {
      const app = { gpuUuid, pid: Number(pid), name }
      apps.push(/^\d+$/.test(memory) ? { ...app, memoryBytes: Number(memory) * MEBIBYTE } : app)
    }
  }
  return { apps, unreadable }
}
