import type { JSX } from 'preact'
import type { ServerProblem } from '../server/get-json.ts'
import { MinutesChoice } from './minutes-choice.tsx'

/** Head of a page over the last minutes: its name, how far it looks back, and why there is nothing newer. */
export function TimedHeading({ title, problem }: { title: string; problem: ServerProblem | null }): JSX.Element {
  return (
    <>
      <header class="page-heading">
        <h1 tabIndex={-1}>{title}</h1>
        <MinutesChoice />
      </header>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem.message}
        </p>
      )}
    </>
  )
}
