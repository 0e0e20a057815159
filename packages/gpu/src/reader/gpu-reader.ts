import { setTimeout as delay } from 'node:timers/promises'
import type { ResolvedOptions } from '../options.ts'
import type { Failure } from '../parse/failure.ts'
import { deviceErrorBusId, refusedField } from '../parse/failure.ts'
import { TickTracker } from '../parse/tick-tracker.ts'
import type { QueryField } from '../query-field.ts'
import { BackOff } from './back-off.ts'
import { type ChildKeeper, MAX_ABANDONED } from './child-keeper.ts'
import { discoverFields, orderPower } from './discover-fields.ts'
import { readOneByOne } from './one-by-one.ts'
import type { ReaderSink, ReaderState } from './reader-sink.ts'
import { type LoopEnd, runLoop } from './run-loop.ts'
import { areAllGpusAsleep } from './sleeping-gpu.ts'
import type { Timings } from './timings.ts'

const ABORTED: Failure = { reason: 'aborted', message: 'shut down' }
const DRIVER_CHANGED: Failure = { reason: 'driver_changed', message: 'the driver was replaced; its fields are asked for again' }
/** So many stalls, one after the other, and the GPUs are read one by one: one of them hangs the query. */
const STALLS_UNTIL_ONE_BY_ONE = 2
/** So many whole passes, and a child counts as a success. */
const PASSES_UNTIL_SUCCESS = 3

/**
 * Keeps one `nvidia-smi` child in loop mode: discovers its fields once per driver, replaces the child when it ends, stalls or prints garbage, with
 * growing pauses, and reads the GPUs one by one while a bad one blinds the query of all.
 */
export class GpuReader {
  readonly #options: ResolvedOptions
  readonly #timings: Timings
  readonly #keeper: ChildKeeper
  readonly #sink: ReaderSink
  readonly #stop = new AbortController()
  readonly #backOff: BackOff
  #fields: readonly QueryField[] | undefined
  #driverVersion: string | undefined
  #refused = new Set<string>()
  #state: ReaderState = 'starting'
  #count: number | undefined
  #stalls = 0
  #run: Promise<void> | undefined

  constructor(options: ResolvedOptions, timings: Timings, keeper: ChildKeeper, sink: ReaderSink) {
    this.#options = options
    this.#timings = timings
    this.#keeper = keeper
    this.#sink = sink
    this.#backOff = new BackOff(timings.backOffMinMs, timings.backOffMaxMs)
  }

  get state(): ReaderState {
    return this.#state
  }

  /** Fields asked of the driver; `undefined` until it has answered. */
  get fields(): readonly QueryField[] | undefined {
    return this.#fields
  }

  get driverVersion(): string | undefined {
    return this.#driverVersion
  }

  /** Ends with `stop()`. */
  start(): void {
    this.#run ??= this.#loop()
  }

  async stop(): Promise<void> {
    this.#stop.abort(ABORTED)
    await this.#run
    this.#state = 'stopped'
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      const end = await this.#session()
      if (signal.aborted) return
      if (end.reason === 'invalid_field' && this.#dropField(end.text)) continue
      if (end.reason === 'driver_changed') {
        this.#sink.onFailure(end, 0)
        continue
      }
      if (end.rows > 0) this.#sink.onRestart()
      this.#stalls = end.reason === 'stalled' ? this.#stalls + 1 : 0
      const isBlinded = (end.reason === 'device_handle' || end.reason === 'gpu_is_lost') && end.rows === 0
      if (this.#fields && (isBlinded || this.#stalls >= STALLS_UNTIL_ONE_BY_ONE)) {
        this.#sink.onFailure(end, 0)
        await this.#oneByOne(this.#fields)
        continue
      }
      const retryMs = this.#backOff.nextMs()
      this.#state = 'waiting'
      this.#sink.onFailure(end, retryMs)
      await delay(retryMs, undefined, { ref: false, signal }).catch(() => undefined)
    }
  }

  /** From the start of a child to its end. */
  async #session(): Promise<LoopEnd> {
    const { command, commandArgs, intervalMs, wakeSleepingGpu } = this.#options
    this.#state = 'starting'
    if (this.#keeper.abandoned >= MAX_ABANDONED)
      return ended('hung', `${this.#keeper.abandoned} processes of ${command} hang in the driver and cannot be ended; a reboot helps`)
    if (!wakeSleepingGpu && (await areAllGpusAsleep()))
      return ended('gpu_asleep', 'every NVIDIA GPU of this host sleeps and is left asleep')
    if (!this.#fields) {
      const options = { timeoutMs: this.#timings.oneShotMs, signal: this.#stop.signal }
      const discovery = await discoverFields(this.#keeper, command, commandArgs, options)
      if (discovery.failure) return { ...discovery.failure, rows: 0, text: discovery.failure.message }
      this.#fields = orderPower(discovery.fields, intervalMs)
    }
    const end = await this.#stream(this.#fields)
    // Without a driver there may be another one next time.
    if (end.rows === 0 && end.reason !== 'invalid_field' && end.reason !== 'stalled' && !end.reason.startsWith('device')) this.#forget()
    return end
  }

  async #stream(fields: readonly QueryField[]): Promise<LoopEnd> {
    const tracker = new TickTracker()
    const changed = new AbortController()
    let seen = new Set<number>()
    let passes = 0
    return await runLoop({
      keeper: this.#keeper,
      command: this.#options.command,
      args: this.#loopArgs(fields),
      fields,
      timings: this.#timings,
      signal: AbortSignal.any([this.#stop.signal, changed.signal]),
      onRow: (reading) => {
        const { driverVersion } = reading.texts
        if (this.#driverVersion !== undefined && driverVersion !== undefined && driverVersion !== this.#driverVersion) {
          this.#forget()
          changed.abort(DRIVER_CHANGED)
          return
        }
        this.#driverVersion ??= driverVersion
        this.#state = 'streaming'
        const place = tracker.place(reading.numbers.index, reading.numbers.count)
        if (place.newTick && seen.size > 0) {
          this.#sink.onPassEnd(seen, this.#count)
          seen = new Set()
          this.#stalls = 0
          if (++passes === PASSES_UNTIL_SUCCESS) this.#backOff.succeeded()
        }
        seen.add(place.position)
        this.#count = reading.numbers.count ?? this.#count
        this.#sink.onReading(reading, place.position)
      },
      onText: (line) => {
        const busId = deviceErrorBusId(line)
        if (busId !== undefined) this.#sink.onGpuFailure({ busId }, 'device_handle')
      },
    })
  }

  async #oneByOne(fields: readonly QueryField[]): Promise<void> {
    this.#state = 'one-by-one'
    await readOneByOne({
      keeper: this.#keeper,
      command: this.#options.command,
      loopArgs: this.#loopArgs(fields),
      onceArgs: this.#onceArgs(fields),
      fields,
      count: this.#count,
      timings: this.#timings,
      sink: this.#sink,
      signal: this.#stop.signal,
    })
    this.#stalls = 0
  }

  #onceArgs(fields: readonly QueryField[]): readonly string[] {
    const names = fields.map(({ field }) => field).join(',')
    return [...this.#options.commandArgs, `--query-gpu=${names}`, '--format=csv,noheader,nounits']
  }

  #loopArgs(fields: readonly QueryField[]): readonly string[] {
    return [...this.#onceArgs(fields), `--loop-ms=${this.#options.intervalMs}`]
  }

  #forget(): void {
    this.#fields = undefined
    this.#driverVersion = undefined
    this.#refused = new Set()
    this.#count = undefined
  }

  /** False when there is nothing to drop, so that a driver that refuses everything is not asked for ever. */
  #dropField(text: string): boolean {
    const name = refusedField(text)
    if (name === undefined || this.#refused.has(name) || !this.#fields?.some(({ field }) => field === name)) return false
    this.#refused.add(name)
    this.#fields = this.#fields.filter(({ field }) => field !== name)
    return true
  }
}

function ended(reason: string, message: string): LoopEnd {
  return { reason, message, rows: 0, text: '' }
}
