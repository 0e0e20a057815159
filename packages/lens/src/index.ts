export type * from './api/index.ts'
export { LensError } from './lens-error.ts'
export type { LensOptions } from './lens-options.ts'
export { type Lens, startLens } from './start-lens.ts'
