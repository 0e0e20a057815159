import type { JSX } from 'preact'
import { listPath } from '../routing/navigation.ts'
import type { CallId } from '../routing/route.ts'
import type { ServerProblem } from '../server/get-json.ts'

/** A call that the lens does not hold, or a lens that does not answer. */
export function CallMissing({ problem, id }: { problem: ServerProblem; id: CallId }): JSX.Element {
  const isMissing = problem.status === 404
  return (
    <div class="empty">
      <h1 tabIndex={-1}>{isMissing ? 'This call is not here' : 'Something is wrong'}</h1>
      <p role="alert">{problem.message}</p>
      {isMissing && (
        <p>
          The lens has not received call <code>{id.spanId}</code> of trace <code>{id.traceId}</code> yet, or let it go to make room. A call
          arrives when it has ended; it shows up here by itself then.
        </p>
      )}
      <p>
        <a href={listPath()}>All calls</a>
      </p>
    </div>
  )
}
