/** Status of a response that was fetched; a name of the GenAI conventions for `fetch_response`. */
export const ATTR_GEN_AI_RESPONSE_STATUS = 'gen_ai.response.status'
/** The event after which a fetched stream goes on; a name of the GenAI conventions for `fetch_response`. */
export const ATTR_GEN_AI_REQUEST_STREAM_CURSOR = 'gen_ai.request.stream_cursor'
/** Seconds of audio that the server transcribed, where it counts time in place of tokens. */
export const ATTR_AUDIO_DURATION = 'tokenscope.audio.duration'
