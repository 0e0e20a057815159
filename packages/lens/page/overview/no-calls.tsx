import type { JSX } from 'preact'
import { formatCount } from '../format/number.ts'
import { listPath } from '../routing/navigation.ts'
import { lensStatus } from '../server/live.ts'

/** Says why there is nothing to see, and where to go. */
export function NoCalls(): JSX.Element {
  const held = lensStatus.value?.calls ?? 0
  return (
    <p class="note">
      {held === 0 ? (
        <>
          No call has arrived yet. <a href={listPath()}>How to send some</a>
        </>
      ) : (
        <>
          No call ended in these minutes. Look back further, or see <a href={listPath()}>the list: {formatCount(held)} held</a>.
        </>
      )}
    </p>
  )
}
