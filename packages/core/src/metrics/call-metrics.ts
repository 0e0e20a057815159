import type { Attributes } from '@opentelemetry/api'
import {
  ACTIVE_REQUESTS,
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_GEN_AI_RESPONSE_MODEL,
  ATTR_OPENAI_RESPONSE_SERVICE_TIER,
  ATTR_OUTCOME,
  ATTR_RATELIMIT_RESOURCE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  COST,
  INFERENCE_OPERATIONS,
  type MetricDefinition,
  OUTPUT_TOKEN_RATE,
  type Profile,
  RATELIMIT_REMAINING,
  REQUESTS,
  RETRIES,
  STALLS,
  TIME_TO_FIRST_TOKEN,
} from '@tokenscope/semconv'
import type { GaugePoint, HistogramPoint, MetricStore, SumPoint } from './metric-store.ts'
import { type TokenPoints, tokenPoints } from './token-points.ts'

/** What tells the series of one call from those of another. */
export interface CallDimensions {
  readonly operation: string
  readonly provider: string
  readonly model: string | undefined
  readonly serverAddress: string | undefined
  readonly serverPort: number | undefined
  readonly responseModel: string | undefined
  readonly serviceTier: string | undefined
  readonly errorType: string | undefined
  readonly outcome: string
}

/**
 * The points that calls of one set of dimensions record into, found once and kept. Points are made when first needed, so
 * a series exists only where something was recorded.
 */
export class CallMetrics {
  readonly dimensions: CallDimensions
  readonly inference: boolean
  readonly tokens: TokenPoints
  readonly duration: HistogramPoint
  readonly requests: SumPoint
  readonly #store: MetricStore
  readonly #profile: Profile
  readonly #call: Attributes
  readonly #answer: Attributes
  readonly #points = new Map<string, HistogramPoint | SumPoint | GaugePoint>()

  constructor(store: MetricStore, profile: Profile, dimensions: CallDimensions) {
    this.#store = store
    this.#profile = profile
    this.dimensions = dimensions
    this.inference = INFERENCE_OPERATIONS.has(dimensions.operation)
    this.#call = callAttributes(dimensions)
    const { responseModel, serviceTier, errorType, outcome } = dimensions
    this.#answer = { ...this.#call, ...(responseModel !== undefined && { [ATTR_GEN_AI_RESPONSE_MODEL]: responseModel }) }
    const tier: Attributes = serviceTier === undefined ? {} : { [ATTR_OPENAI_RESPONSE_SERVICE_TIER]: serviceTier }
    const error: Attributes = errorType === undefined ? {} : { [ATTR_ERROR_TYPE]: errorType }
    this.tokens = tokenPoints(store, profile, this.inference, { ...this.#answer, ...tier }, error)
    const duration = this.inference ? profile.inferenceDuration : profile.operationDuration
    // Without it, the time until a call was given up, or until its stream was collected as garbage, would pass for that of a success.
    const end: Attributes = outcome === 'completed' || errorType !== undefined ? {} : { [ATTR_OUTCOME]: outcome }
    this.duration = store.histogram(duration, { ...this.#answer, ...tier, ...error, ...end })
    this.requests = store.sum(REQUESTS, { ...this.#call, [ATTR_OUTCOME]: outcome, ...error })
  }

  get timeToFirstChunk(): HistogramPoint {
    return this.#histogram(this.#profile.timeToFirstChunk, this.#answer)
  }

  get timePerOutputChunk(): HistogramPoint {
    return this.#histogram(this.#profile.timePerOutputChunk, this.#answer)
  }

  get timeToFirstToken(): HistogramPoint {
    return this.#histogram(TIME_TO_FIRST_TOKEN, this.#call)
  }

  get outputTokenRate(): HistogramPoint {
    return this.#histogram(OUTPUT_TOKEN_RATE, this.#call)
  }

  get stalls(): SumPoint {
    return this.#sum(STALLS, this.#call)
  }

  get cost(): SumPoint {
    return this.#sum(COST, this.#call)
  }

  retries(errorType: string): SumPoint {
    return this.#sum(RETRIES, { ...this.#call, [ATTR_ERROR_TYPE]: errorType }, errorType)
  }

  rateLimitRemaining(resource: 'requests' | 'tokens'): GaugePoint {
    return this.#point(resource, () => {
      const { [ATTR_GEN_AI_OPERATION_NAME]: _operation, ...attributes } = this.#call
      return this.#store.gauge(RATELIMIT_REMAINING, { ...attributes, [ATTR_RATELIMIT_RESOURCE]: resource })
    })
  }

  #histogram(definition: MetricDefinition, attributes: Attributes): HistogramPoint {
    return this.#point(definition.name, () => this.#store.histogram(definition, attributes))
  }

  #sum(definition: MetricDefinition, attributes: Attributes, variant = ''): SumPoint {
    return this.#point(definition.name + variant, () => this.#store.sum(definition, attributes))
  }

  #point<P extends HistogramPoint | SumPoint | GaugePoint>(key: string, create: () => P): P {
    const found = this.#points.get(key)
    if (found) return found as P
    const point = create()
    this.#points.set(key, point)
    return point
  }
}

/** The point of `tokenscope.client.active_requests`, which knows nothing of the answer. */
export function activeRequests(store: MetricStore, dimensions: CallDimensions): SumPoint {
  return store.sum(ACTIVE_REQUESTS, callAttributes(dimensions))
}

/** The attributes that every metric of a call carries, whatever its answer was. */
export function callAttributes({
  operation,
  provider,
  model,
  serverAddress,
  serverPort,
}: Pick<CallDimensions, 'operation' | 'provider' | 'model' | 'serverAddress' | 'serverPort'>): Attributes {
  return {
    [ATTR_GEN_AI_OPERATION_NAME]: operation,
    [ATTR_GEN_AI_PROVIDER_NAME]: provider,
    ...(model !== undefined && { [ATTR_GEN_AI_REQUEST_MODEL]: model }),
    ...(serverAddress !== undefined && { [ATTR_SERVER_ADDRESS]: serverAddress }),
    ...(serverPort !== undefined && { [ATTR_SERVER_PORT]: serverPort }),
  }
}
