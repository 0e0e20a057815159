/** Variables whose values are printed as they are. All others are shown as set, never with their value. */
const HARMLESS = [
  /^OTEL_SDK_DISABLED$/,
  /^OTEL_SERVICE_NAME$/,
  /^OTEL_LOG_LEVEL$/,
  /^OTEL_PROPAGATORS$/,
  /^OTEL_SEMCONV_STABILITY_OPT_IN$/,
  /^OTEL_(TRACES|METRICS|LOGS)_EXPORTER$/,
  /^OTEL_TRACES_SAMPLER(_ARG)?$/,
  /^OTEL_EXPORTER_OTLP_(\w+_)?(PROTOCOL|TIMEOUT|COMPRESSION)$/,
  /^OTEL_EXPORTER_PROMETHEUS_(HOST|PORT)$/,
  /^OTEL_METRIC_EXPORT_(INTERVAL|TIMEOUT)$/,
  /^OTEL_B(SP|LRP)_\w+$/,
  /^OTEL_\w*_LIMIT$/,
  /^OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT$/,
  /^OTEL_NODE_\w+$/,
  /^TOKENSCOPE_\w+$/,
]
const URLS = /_ENDPOINT$/
const URL_LISTS = /_SERVERS$/
const SECRET_WORDS = /KEY|TOKEN$|SECRET|PASSWORD|AUTH|CREDENTIAL|HEADERS/

/** What may be shown of a variable's value: an allowlist, and URLs without user, password and query. */
export function redactValue(name: string, value: string): string {
  if (URLS.test(name)) return redactUrl(value)
  if (URL_LISTS.test(name))
    return value
      .split(',')
      .map((entry) => redactUrl(entry.trim()))
      .join(',')
  if (SECRET_WORDS.test(name) || !HARMLESS.some((pattern) => pattern.test(name))) return '[redacted]'
  return value
}

/** The URL without user, password, query and fragment; text that is no URL is not shown. */
export function redactUrl(text: string): string {
  // `me:secret@host` is a URL of the scheme `me` to the parser.
  if (!text.includes('://') || !URL.canParse(text)) return /^[\w.-]+(:\d+)?$/.test(text) ? text : '[redacted]'
  const url = new URL(text)
  const hidden = url.username !== '' || url.password !== '' || url.search !== ''
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}${hidden ? ' [user and query redacted]' : ''}`
}
