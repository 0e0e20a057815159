import { KIND_BITS } from '@tokenscope/core'

// Constants of the module, so that the hot path reads no table.
export const TEXT: number = KIND_BITS.text
export const REASONING: number = KIND_BITS.reasoning
export const TOOL_CALL: number = KIND_BITS.tool_call
export const REFUSAL: number = KIND_BITS.refusal
export const AUDIO: number = KIND_BITS.audio
export const IMAGE: number = KIND_BITS.image
