import type { Attributes } from '@opentelemetry/api'
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  EVENT_GEN_AI_OPERATION_DETAILS,
  EVENT_GEN_AI_OPERATION_EXCEPTION,
} from '@tokenscope/semconv'
import type { Recorder } from '../recorder.ts'
import type { Generation } from './generation.ts'

const SEVERITY_DEBUG = 5
const SEVERITY_WARN = 13

/** Emits the operation's details, with structured content, and its exception as log events, where the user asked for events. */
export function emitLogEvents(generation: Generation, recorder: Recorder, answer: Attributes, captured: Record<string, unknown>): void {
  if (!recorder.capture.onEvent) return
  const logger = recorder.logger()
  if (!logger) return
  const timestamp = generation.epochOffsetMs + generation.endMs
  const attributes: Record<string, unknown> = { ...startAttributes(generation), ...answer, ...captured }
  logger.emit({
    eventName: EVENT_GEN_AI_OPERATION_DETAILS,
    severityNumber: SEVERITY_DEBUG,
    timestamp,
    context: generation.context,
    attributes,
  })
  if (!generation.error) return
  logger.emit({
    eventName: EVENT_GEN_AI_OPERATION_EXCEPTION,
    severityNumber: SEVERITY_WARN,
    timestamp,
    context: generation.context,
    attributes: { [ATTR_EXCEPTION_TYPE]: generation.error.type, [ATTR_EXCEPTION_MESSAGE]: generation.error.message },
  })
}

function startAttributes(generation: Generation): Record<string, unknown> {
  const { operation, provider, model, serverAddress, serverPort } = generation
  return {
    [ATTR_GEN_AI_OPERATION_NAME]: operation,
    [ATTR_GEN_AI_PROVIDER_NAME]: provider,
    ...(model !== undefined && { [ATTR_GEN_AI_REQUEST_MODEL]: model }),
    ...(serverAddress !== undefined && { [ATTR_SERVER_ADDRESS]: serverAddress }),
    ...(serverPort !== undefined && { [ATTR_SERVER_PORT]: serverPort }),
  }
}
