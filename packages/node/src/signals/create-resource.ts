import {
  defaultResource,
  detectResources,
  envDetector,
  hostDetector,
  osDetector,
  processDetector,
  type Resource,
  type ResourceDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources'
import { VERSION } from '@tokenscope/core'
import type { Config, DetectorName } from '../config/config.ts'
import { redactArguments } from './redact-arguments.ts'

const COMMAND_ARGS = 'process.command_args'

/** The process, without what its command line gives away. */
const processWithoutSecrets: ResourceDetector = {
  detect(config) {
    const { attributes = {} } = processDetector.detect(config)
    const { [COMMAND_ARGS]: args } = attributes
    if (!Array.isArray(args)) return { attributes }
    return { attributes: { ...attributes, [COMMAND_ARGS]: redactArguments(args.map(String)) } }
  },
}

const DETECTORS: Readonly<Record<DetectorName, ResourceDetector>> = {
  serviceinstance: serviceInstanceIdDetector,
  process: processWithoutSecrets,
  host: hostDetector,
  os: osDetector,
  env: envDetector,
}

/**
 * The resource of all signals: SDK defaults, then what is detected, then `OTEL_RESOURCE_ATTRIBUTES` and `OTEL_SERVICE_NAME`,
 * then the options.
 */
export function createResource({ detectors, given }: Config): Resource {
  const order = Object.keys(DETECTORS).filter((name) => detectors.includes(name as DetectorName)) as DetectorName[]
  return defaultResource()
    .merge(resourceFromAttributes({ 'telemetry.distro.name': 'tokenscope', 'telemetry.distro.version': VERSION }))
    .merge(detectResources({ detectors: order.map((name) => DETECTORS[name]) }))
    .merge(
      resourceFromAttributes({
        ...given.resourceAttributes,
        ...(given.serviceVersion !== undefined && { 'service.version': given.serviceVersion }),
        ...(given.serviceName !== undefined && { 'service.name': given.serviceName }),
      }),
    )
}
