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

const MEBIBYTE = 1_048_576
/** From both ends: the name in the middle may hold commas, which old drivers do not replace. */
const ROW = /^\s*(\S+?)\s*,\s*(\d+)\s*,\s*(.*?)\s*,\s*(\d+|[^,]*)\s*$/

/** Rows of `--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory --format=csv,noheader,nounits`; other lines are passed over. */
export function parseComputeApps(output: string): readonly ComputeApp[] {
  const apps: ComputeApp[] = []
  for (const line of output.split(/\r?\n/)) {
    const match = ROW.exec(line)
    if (!match) continue
    const [, gpuUuid, pid, name, memory] = match as unknown as [string, string, string, string, string]
    const app = { gpuUuid, pid: Number(pid), name }
    apps.push(/^\d+$/.test(memory) ? { ...app, memoryBytes: Number(memory) * MEBIBYTE } : app)
  }
  return apps
}
