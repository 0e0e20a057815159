import type { CauseKind } from '../cause.ts'
import { clamp, inPercent, inSeconds } from '../weigh.ts'

/** A version that was not there before. */
export const deployment: CauseKind = {
  cause: 'deployment',
  title: 'A new version of the application came',
  action: 'Compare it with the version before, and go back to that if the breach began with it.',
  judge({ versions, numbers }) {
    const fresh = versions.filter(({ normal }) => normal === undefined)
    const old = versions.filter(({ normal }) => normal !== undefined)
    if (versions.length === 0)
      return { score: 0, supports: [], contradicts: [], missing: ['the version of the application (service.version)'] }
    if (fresh.length === 0) return { score: 0, supports: [], contradicts: [`no new version: ${old.map(({ name }) => name).join(', ')}`] }
    const [first] = fresh
    const before = old[0]?.now
    // Where both run, the new one must be slower to be the reason; where only the new one runs, nothing tells them apart.
    const slower = before === undefined || first?.now === undefined ? undefined : clamp((first.now / before - 1.1) / 0.4)
    const usual = numbers.duration.normal
    const score = slower === undefined ? (usual !== undefined && (first?.now ?? 0) > usual * 1.1 ? 0.45 : 0.3) : 0.3 + 0.5 * slower
    return {
      score: slower === 0 ? 0.05 : score,
      supports: [
        `version ${fresh.map(({ name, share }) => `${name} (${inPercent(share)} of the calls)`).join(', ')} is new`,
        slower !== undefined && slower > 0
          ? `a call takes ${inSeconds(first?.now ?? 0)} with it, ${inSeconds(before ?? 0)} with ${old[0]?.name}`
          : undefined,
      ],
      contradicts: [
        slower === 0
          ? `a call takes ${inSeconds(first?.now ?? 0)} with it, and ${inSeconds(before ?? 0)} with ${old[0]?.name} at the same time`
          : undefined,
      ],
    }
  },
}
