/** Words that `nvidia-smi` prints instead of a value, without their brackets and in lower case, and the reason each stands for. */
const REASONS: Readonly<Record<string, string>> = {
  '': 'empty',
  '-': 'not_available',
  'n/a': 'not_available',
  'not available': 'not_available',
  'not found': 'not_found',
  'not supported': 'not_supported',
  'function not found': 'not_supported',
  'unknown error': 'unknown_error',
  'err!': 'unknown_error',
  'insufficient permissions': 'insufficient_permissions',
  'gpu is lost': 'gpu_is_lost',
  'gpu requires reset': 'gpu_requires_reset',
  'requested functionality has been deprecated': 'deprecated',
  none: 'none',
}

/** For any other text where a value was expected. */
export const UNRECOGNISED = 'unrecognised'

/** Why a cell has no value: a short, bounded reason for `error.type`, or `undefined` when the text is not one of the known words. */
export function absentReason(text: string): string | undefined {
  // Nine cells of ten are numbers.
  const first = text.charCodeAt(0)
  if (first >= 48 && first <= 57) return undefined
  const word = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  const reason = REASONS[word.trim().toLowerCase()]
  if (reason !== undefined) return reason
  return word === text ? undefined : UNRECOGNISED
}
