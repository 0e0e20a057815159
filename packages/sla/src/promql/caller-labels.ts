import { LABEL_ENVIRONMENT, LABEL_MODEL, LABEL_PROVIDER, LABEL_SERVICE } from './labels.ts'

/** Who calls what. Callers may have different SDKs: what they send is asked for each of them apart, then added. */
export const CALLER_LABELS: readonly string[] = [LABEL_ENVIRONMENT, LABEL_SERVICE, LABEL_PROVIDER, LABEL_MODEL]
