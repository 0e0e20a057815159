import {
  ATTR_ERROR_TYPE,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_PROVIDER_NAME,
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_OUTCOME,
  toPrometheusLabel,
} from '@tokenscope/semconv'

/** Labels that calls carry in Prometheus: metric attributes, and resource attributes that Prometheus promotes. */

export const LABEL_MODEL: string = toPrometheusLabel(ATTR_GEN_AI_REQUEST_MODEL)
export const LABEL_PROVIDER: string = toPrometheusLabel(ATTR_GEN_AI_PROVIDER_NAME)
export const LABEL_OPERATION: string = toPrometheusLabel(ATTR_GEN_AI_OPERATION_NAME)
export const LABEL_OUTCOME: string = toPrometheusLabel(ATTR_OUTCOME)
export const LABEL_ERROR_TYPE: string = toPrometheusLabel(ATTR_ERROR_TYPE)
export const LABEL_SERVICE: string = toPrometheusLabel('service.name')
export const LABEL_ENVIRONMENT: string = toPrometheusLabel('deployment.environment.name')
export const LABEL_HOST: string = toPrometheusLabel('host.name')
/** Upper bound of a classic bucket. */
export const LABEL_LE = 'le'

/** Labels that the generated rules add: which scope of the targets, and which objective of it. */
export const LABEL_SCOPE = 'slo_scope'
export const LABEL_SLO = 'slo'
