import type { JSX } from 'preact'
import { useKeys } from '../shell/use-keys.ts'
import { type Domain, pan, zoom } from './time-axis.ts'

const CLOSER = 0.5

/** Zoom for who does not drag: buttons and keys. */
export function ZoomTools({ all, domain, onDomain }: { all: Domain; domain: Domain; onDomain: (domain: Domain) => void }): JSX.Element {
  const isWhole = domain.to - domain.from >= (all.to - all.from) * 0.999
  const closer = (): void => onDomain(zoom(domain, all, CLOSER))
  const wider = (): void => onDomain(zoom(domain, all, 1 / CLOSER))
  const left = (): void => onDomain(pan(domain, all, -0.25))
  const right = (): void => onDomain(pan(domain, all, 0.25))
  useKeys({ '+': closer, '=': closer, '-': wider, '0': () => onDomain(all), h: left, l: right })
  return (
    <div class="zoom" role="group" aria-label="Zoom of the time line">
      <button type="button" onClick={left} disabled={isWhole} aria-label="Earlier">
        ←
      </button>
      <button type="button" onClick={right} disabled={isWhole} aria-label="Later">
        →
      </button>
      <button type="button" onClick={wider} disabled={isWhole} aria-label="Zoom out">
        −
      </button>
      <button type="button" onClick={closer} aria-label="Zoom in">
        +
      </button>
      <button type="button" onClick={() => onDomain(all)} disabled={isWhole}>
        All
      </button>
    </div>
  )
}
