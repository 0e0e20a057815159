import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { ATTR_HTTP_RESPONSE_STATUS_CODE } from '@tokenscope/semconv'
import type { RequestHandler } from 'express'

const tracer = trace.getTracer('express-api')

/**
 * A SERVER span around each request, in the caller's trace where there is a `traceparent`; what the handlers do becomes its child. Where
 * `@opentelemetry/instrumentation-http` runs already, leave this out: it makes the same span.
 */
export function traceRequests(): RequestHandler {
  return (request, response, next) => {
    const caller = propagation.extract(context.active(), request.headers)
    const attributes = { 'http.request.method': request.method, 'url.path': request.path }
    const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER, attributes }, caller)
    response.once('close', () => {
      const { route } = request as { route?: { path?: string } }
      if (route?.path !== undefined) {
        span.updateName(`${request.method} ${route.path}`)
        span.setAttribute('http.route', route.path)
      }
      // Closed before the end: the caller went away, and no status reached anybody.
      if (response.writableFinished) span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, response.statusCode)
      if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    })
    context.with(trace.setSpan(caller, span), next)
  }
}
