import { checkApiCopies } from './checks/check-api-copies.ts'
import { checkCollector } from './checks/check-collector.ts'
import { checkContent } from './checks/check-content.ts'
import { checkEventLimit } from './checks/check-event-limit.ts'
import { checkExporters } from './checks/check-exporters.ts'
import { checkGpu } from './checks/check-gpu.ts'
import { checkJaeger } from './checks/check-jaeger.ts'
import { checkModuleHooks } from './checks/check-module-hooks.ts'
import { checkNode } from './checks/check-node.ts'
import { checkOtlp } from './checks/check-otlp.ts'
import { checkPackages } from './checks/check-packages.ts'
import { checkPrometheusPort } from './checks/check-prometheus-port.ts'
import { checkSampling } from './checks/check-sampling.ts'
import { checkSentTrace } from './checks/check-sent-trace.ts'
import { checkValues } from './checks/check-values.ts'
import { checkVariables } from './checks/check-variables.ts'
import type { Facts } from './facts.ts'
import { AREAS, type Finding } from './finding.ts'

/** Every check, in the order of the report. */
const CHECKS: readonly ((facts: Facts) => Finding[])[] = [
  checkNode,
  checkPackages,
  checkApiCopies,
  checkValues,
  checkExporters,
  checkOtlp,
  checkPrometheusPort,
  checkModuleHooks,
  checkVariables,
  checkContent,
  checkSampling,
  checkEventLimit,
  checkCollector,
  checkJaeger,
  checkSentTrace,
  checkGpu,
]

/** All findings, by area. Pure. */
export function diagnose(facts: Facts): Finding[] {
  const findings = CHECKS.flatMap((check) => check(facts))
  return AREAS.flatMap((area) => findings.filter((finding) => finding.area === area))
}
