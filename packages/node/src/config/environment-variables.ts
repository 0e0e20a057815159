import { EXPORTER_VARIABLES } from './variables/exporters.ts'
import { GENERAL_VARIABLES } from './variables/general.ts'
import { OTLP_VARIABLES } from './variables/otlp.ts'
import { OWN_VARIABLES } from './variables/own.ts'
import { TUNING_VARIABLES } from './variables/tuning.ts'
import type { VariableGroup } from './variables/variable.ts'

/** Every variable that `start()` honours, as the README shows them. */
export const ENVIRONMENT_VARIABLES: readonly VariableGroup[] = [
  OWN_VARIABLES,
  GENERAL_VARIABLES,
  EXPORTER_VARIABLES,
  OTLP_VARIABLES,
  TUNING_VARIABLES,
]
