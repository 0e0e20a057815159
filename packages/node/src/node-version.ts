/** The oldest major version that has what this package calls; the oldest that is tested stands in `engines`. */
const OLDEST_MAJOR = 22

/** Why telemetry cannot run on this Node; undefined where it can. On an older one exports would fail in the middle of the application. */
export function whyNotThisNode(version: string): string | undefined {
  const major = Number.parseInt(version, 10)
  if (!(major < OLDEST_MAJOR)) return undefined
  return `Node ${version} is too old: telemetry needs 22.15 or newer and is off. The application runs on without it`
}
