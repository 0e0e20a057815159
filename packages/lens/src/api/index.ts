/**
 * What the page and the server say to each other: JSON over HTTP of one origin.
 *
 * - `GET /api/calls?limit=100&before=&model=&provider=&service=&operation=&outcome=&verdict=&slow=1&stalled=1&q=` gives {@link CallPage}.
 *   `outcome=failed` means `error`, `timeout` or `truncated`: not what the application gave up. `q` is found in trace id (its beginning), model and span name.
 * - `GET /api/calls/:traceId/:spanId` gives {@link CallDetail}; 404 where it is not held (any more).
 * - `GET /api/calls/:traceId/:spanId/export` gives the trace as OTLP JSON, as a file to save.
 * - `GET /api/overview?minutes=15` gives {@link Overview}, `GET /api/gpu?minutes=15` {@link GpuOverview}.
 * - `GET /api/filters` gives {@link FilterChoices}, `GET /api/status` {@link LensStatus}.
 * - `POST /api/import` takes OTLP JSON (at most 20 MiB, `content-type: application/json`), gives {@link ImportResult}.
 * - `GET /api/events` is a stream of server-sent events: `call` (a {@link CallSummary}, new or changed), `status` (a {@link LensStatus}, every two
 *   seconds), `reset` (too much was missed: fetch the list again). `Last-Event-ID` resumes after a lost connection.
 */
export type * from './call-detail.ts'
export type * from './call-summary.ts'
export type * from './gpu.ts'
export type * from './overview.ts'
export type * from './status.ts'
