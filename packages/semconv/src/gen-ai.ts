/**
 * Attribute names of the OpenTelemetry GenAI conventions that Tokenscope emits or reads.
 *
 * Vendored, because the npm package freezes and deprecates them:
 * https://github.com/open-telemetry/semantic-conventions-genai (stability: development).
 * Names that differ between the two profiles are in `profiles.ts`, never here.
 */

/** What the call does: a value of {@link OPERATIONS}, or the client method where the conventions have no word for it. */
export const ATTR_GEN_AI_OPERATION_NAME = 'gen_ai.operation.name'
/** Who is believed to serve the model: `openai`, `azure.ai.openai`, or what the application says, such as `vllm`. */
export const ATTR_GEN_AI_PROVIDER_NAME = 'gen_ai.provider.name'
/** The conversation or thread that the call belongs to. */
export const ATTR_GEN_AI_CONVERSATION_ID = 'gen_ai.conversation.id'
/** The kind of answer asked for: `text`, `json`, `image` or `speech`. */
export const ATTR_GEN_AI_OUTPUT_TYPE = 'gen_ai.output.type'
/** Name of the stored prompt that was used. */
export const ATTR_GEN_AI_PROMPT_NAME = 'gen_ai.prompt.name'
/** Version of that prompt. */
export const ATTR_GEN_AI_PROMPT_VERSION = 'gen_ai.prompt.version'
/** `input` or `output`; profile `v1.41` only. */
export const ATTR_GEN_AI_TOKEN_TYPE = 'gen_ai.token.type'
/** `text`, `image`, `audio` or `unknown`; profile `latest` only. */
export const ATTR_GEN_AI_TOKEN_MODALITY = 'gen_ai.token.modality'

/** The model that was asked for. */
export const ATTR_GEN_AI_REQUEST_MODEL = 'gen_ai.request.model'
/** True when the answer was asked for as a stream. */
export const ATTR_GEN_AI_REQUEST_STREAM = 'gen_ai.request.stream'
/** Most tokens that the model may generate. */
export const ATTR_GEN_AI_REQUEST_MAX_TOKENS = 'gen_ai.request.max_tokens'
/** How many answers were asked for, when more than one. */
export const ATTR_GEN_AI_REQUEST_CHOICE_COUNT = 'gen_ai.request.choice.count'
/** Seed of the sampling. */
export const ATTR_GEN_AI_REQUEST_SEED = 'gen_ai.request.seed'
/** Temperature of the sampling. */
export const ATTR_GEN_AI_REQUEST_TEMPERATURE = 'gen_ai.request.temperature'
/** Nucleus sampling: the probability mass considered. */
export const ATTR_GEN_AI_REQUEST_TOP_P = 'gen_ai.request.top_p'
/** The number of likeliest tokens considered. */
export const ATTR_GEN_AI_REQUEST_TOP_K = 'gen_ai.request.top_k'
/** Penalty on tokens by how often they occurred. */
export const ATTR_GEN_AI_REQUEST_FREQUENCY_PENALTY = 'gen_ai.request.frequency_penalty'
/** Penalty on tokens that occurred at all. */
export const ATTR_GEN_AI_REQUEST_PRESENCE_PENALTY = 'gen_ai.request.presence_penalty'
/** Texts that end the generation. */
export const ATTR_GEN_AI_REQUEST_STOP_SEQUENCES = 'gen_ai.request.stop_sequences'
/** Encodings asked for, of an embedding: `float`, `base64`. */
export const ATTR_GEN_AI_REQUEST_ENCODING_FORMATS = 'gen_ai.request.encoding_formats'
/** How hard the model should reason: `low`, `medium`, `high`, …. */
export const ATTR_GEN_AI_REQUEST_REASONING_LEVEL = 'gen_ai.request.reasoning.level'
/** The response that this one continues. */
export const ATTR_GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID = 'gen_ai.request.previous_response.id'
/** Dimensions of the embedding. */
export const ATTR_GEN_AI_EMBEDDINGS_DIMENSION_COUNT = 'gen_ai.embeddings.dimension.count'

/** The event after which a stream that is fetched again goes on. */
export const ATTR_GEN_AI_REQUEST_STREAM_CURSOR = 'gen_ai.request.stream_cursor'

/** The id that the server gave the response. */
export const ATTR_GEN_AI_RESPONSE_ID = 'gen_ai.response.id'
/** The model that answered. */
export const ATTR_GEN_AI_RESPONSE_MODEL = 'gen_ai.response.model'
/** Why each choice ended: `stop`, `length`, `tool_calls`, …. */
export const ATTR_GEN_AI_RESPONSE_FINISH_REASONS = 'gen_ai.response.finish_reasons'
/** Status of a response that was fetched: `completed`, `in_progress`, …. */
export const ATTR_GEN_AI_RESPONSE_STATUS = 'gen_ai.response.status'
/** Seconds from the call's start to the first chunk of a stream. */
export const ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk'

/** Input tokens, cached ones included, as the server counted them. */
export const ATTR_GEN_AI_USAGE_INPUT_TOKENS = 'gen_ai.usage.input_tokens'
/** Output tokens, reasoning included, as the server counted them. */
export const ATTR_GEN_AI_USAGE_OUTPUT_TOKENS = 'gen_ai.usage.output_tokens'
/** Input tokens that came from the provider's cache. */
export const ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS = 'gen_ai.usage.cache_read.input_tokens'
/** Output tokens spent on reasoning. */
export const ATTR_GEN_AI_USAGE_REASONING_OUTPUT_TOKENS = 'gen_ai.usage.reasoning.output_tokens'
/** Input tokens that were audio. */
export const ATTR_GEN_AI_USAGE_AUDIO_INPUT_TOKENS = 'gen_ai.usage.audio.input_tokens'
/** Output tokens that were audio. */
export const ATTR_GEN_AI_USAGE_AUDIO_OUTPUT_TOKENS = 'gen_ai.usage.audio.output_tokens'
/** Input tokens that were images. */
export const ATTR_GEN_AI_USAGE_IMAGE_INPUT_TOKENS = 'gen_ai.usage.image.input_tokens'
/** Output tokens that were images. */
export const ATTR_GEN_AI_USAGE_IMAGE_OUTPUT_TOKENS = 'gen_ai.usage.image.output_tokens'
/** Input tokens that were text. */
export const ATTR_GEN_AI_USAGE_TEXT_INPUT_TOKENS = 'gen_ai.usage.text.input_tokens'
/** Output tokens that were text. */
export const ATTR_GEN_AI_USAGE_TEXT_OUTPUT_TOKENS = 'gen_ai.usage.text.output_tokens'

/** Content, only when asked for: the messages sent. */
export const ATTR_GEN_AI_INPUT_MESSAGES = 'gen_ai.input.messages'
/** Content, only when asked for: the messages received. */
export const ATTR_GEN_AI_OUTPUT_MESSAGES = 'gen_ai.output.messages'
/** Content, only when asked for: the system instructions. */
export const ATTR_GEN_AI_SYSTEM_INSTRUCTIONS = 'gen_ai.system_instructions'
/** Content, only when asked for: the tools offered to the model. */
export const ATTR_GEN_AI_TOOL_DEFINITIONS = 'gen_ai.tool.definitions'

/** Name of the tool that a span `execute_tool` ran. */
export const ATTR_GEN_AI_TOOL_NAME = 'gen_ai.tool.name'
/** The id that the model gave the tool call. */
export const ATTR_GEN_AI_TOOL_CALL_ID = 'gen_ai.tool.call.id'
/** What kind of tool: `function` is run by the application. */
export const ATTR_GEN_AI_TOOL_TYPE = 'gen_ai.tool.type'
/** Name of the agent that a span `invoke_agent` ran. */
export const ATTR_GEN_AI_AGENT_NAME = 'gen_ai.agent.name'
/** Where a span `retrieval` looked: the index, database or collection. */
export const ATTR_GEN_AI_DATA_SOURCE_ID = 'gen_ai.data_source.id'
/** The most documents that a retrieval was asked for. */
export const ATTR_GEN_AI_RETRIEVAL_TOP_K = 'gen_ai.retrieval.top_k'
/** Opt-in: ids and scores of the documents that a retrieval found, as JSON. */
export const ATTR_GEN_AI_RETRIEVAL_DOCUMENTS = 'gen_ai.retrieval.documents'

/** What an evaluation judges, for example `user_feedback`. */
export const ATTR_GEN_AI_EVALUATION_NAME = 'gen_ai.evaluation.name'
/** The judgement as a word, for example `thumbs_up`. */
export const ATTR_GEN_AI_EVALUATION_SCORE_LABEL = 'gen_ai.evaluation.score.label'
/** The judgement as a number. */
export const ATTR_GEN_AI_EVALUATION_SCORE_VALUE = 'gen_ai.evaluation.score.value'

/** OpenAI's API: `chat_completions` or `responses`. */
export const ATTR_OPENAI_API_TYPE = 'openai.api.type'
/** The service tier that was asked for. */
export const ATTR_OPENAI_REQUEST_SERVICE_TIER = 'openai.request.service_tier'
/** The service tier that answered. */
export const ATTR_OPENAI_RESPONSE_SERVICE_TIER = 'openai.response.service_tier'
/** The backend's configuration, as OpenAI identifies it. */
export const ATTR_OPENAI_RESPONSE_SYSTEM_FINGERPRINT = 'openai.response.system_fingerprint'

/** What went wrong: the API's error code, an HTTP status, or the error's class. Absent when nothing did. */
export const ATTR_ERROR_TYPE = 'error.type'
/** Host that was called. */
export const ATTR_SERVER_ADDRESS = 'server.address'
/** Port that was called. */
export const ATTR_SERVER_PORT = 'server.port'
/** HTTP status, of a failed attempt. */
export const ATTR_HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code'
/** The error's class. */
export const ATTR_EXCEPTION_TYPE = 'exception.type'
/** The error's message. */
export const ATTR_EXCEPTION_MESSAGE = 'exception.message'

/** Log record with the content of a call, only when asked for. */
export const EVENT_GEN_AI_OPERATION_DETAILS = 'gen_ai.client.inference.operation.details'
/** Log record of the error that ended a call. */
export const EVENT_GEN_AI_OPERATION_EXCEPTION = 'gen_ai.client.operation.exception'
/** Log record of a judgement on an answer. */
export const EVENT_GEN_AI_EVALUATION_RESULT = 'gen_ai.evaluation.result'
