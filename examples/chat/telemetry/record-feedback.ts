import { logs, trace } from '@opentelemetry/api'
import {
  ATTR_GEN_AI_EVALUATION_NAME,
  ATTR_GEN_AI_EVALUATION_SCORE_LABEL,
  ATTR_GEN_AI_EVALUATION_SCORE_VALUE,
  ATTR_GEN_AI_RESPONSE_ID,
  EVENT_GEN_AI_EVALUATION_RESULT,
} from '@tokenscope/semconv'
import { type Answer, contextOf } from './answers.ts'

export type Thumb = 'up' | 'down'

const INFO = 9

/**
 * Records a thumb as the conventions have it: an event whose parent is the span of the answer. The span of the answer has ended long ago, so
 * a short span beside it carries the event too, for backends that show no log records, such as Jaeger.
 */
export function recordFeedback(answer: Answer, thumb: Thumb): void {
  const attributes = {
    [ATTR_GEN_AI_EVALUATION_NAME]: 'user_feedback',
    [ATTR_GEN_AI_EVALUATION_SCORE_LABEL]: `thumbs_${thumb}`,
    [ATTR_GEN_AI_EVALUATION_SCORE_VALUE]: thumb === 'up' ? 1 : 0,
    ...(answer.responseId !== undefined && { [ATTR_GEN_AI_RESPONSE_ID]: answer.responseId }),
  }
  const context = contextOf(answer)
  logs.getLogger('chat').emit({ eventName: EVENT_GEN_AI_EVALUATION_RESULT, severityNumber: INFO, attributes, context })
  const span = trace.getTracer('chat').startSpan('user feedback', {}, context)
  span.addEvent(EVENT_GEN_AI_EVALUATION_RESULT, attributes)
  span.end()
}
