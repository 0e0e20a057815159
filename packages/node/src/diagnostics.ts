import { DiagConsoleLogger, type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api'
import type { LogLevel } from './config/config.ts'
import { getRegistered, isRegistered } from './registered-apis.ts'

const LEVELS: Readonly<Record<LogLevel, DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
}

/** What a dependency says to us, not to the user. */
const NOT_FOR_USERS = '@opentelemetry/host-metrics is deprecated'
/** How the OTLP exporters begin what they say of a bad variable, each of them again. */
const SAID_BY_EACH_EXPORTER = 'Configuration: '

/** Lets `diag` speak on the console, unless the application has set a logger of its own. Returns the undo. */
export function openDiagnostics(level: LogLevel): () => void {
  if (isRegistered('diag')) return () => undefined
  diag.setLogger(consoleLogger(), { logLevel: LEVELS[level] })
  const ours = getRegistered('diag')
  return () => {
    if (getRegistered('diag') === ours) diag.disable()
  }
}

function consoleLogger(): DiagLogger {
  const logger = new DiagConsoleLogger()
  const { warn } = logger
  const said = new Set<string>()
  logger.warn = (message, ...rest) => {
    if (message.startsWith(NOT_FOR_USERS) || said.has(message)) return
    if (message.startsWith(SAID_BY_EACH_EXPORTER)) said.add(message)
    warn(message, ...rest)
  }
  return logger
}
