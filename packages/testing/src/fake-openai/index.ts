export { type ControlledStream, controlledStream } from './controlled-stream.ts'
export { type DialectName, dialects } from './dialect.ts'
export { parseScript } from './parse-script.ts'
export type {
  ChoiceScript,
  FaultScript,
  HttpScript,
  RateLimitScript,
  Script,
  TimingScript,
  ToolCallScript,
  UsageCounts,
  UsageScript,
} from './script.ts'
export type { Matcher } from './serve/matcher.ts'
export type { RecordedRequest } from './serve/recorded-request.ts'
export { type FakeOpenAI, type FakeOpenAIOptions, startFakeOpenAI } from './serve/start-fake-openai.ts'
