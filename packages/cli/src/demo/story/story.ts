import { brokenChat } from './broken-chat.ts'
import type { Chapter } from './chapter.ts'
import { embeddings } from './embeddings.ts'
import { plainChat } from './plain-chat.ts'
import { retriedChat } from './retried-chat.ts'
import { stalledChat } from './stalled-chat.ts'
import { streamedChat } from './streamed-chat.ts'
import { toolLoop } from './tool-loop.ts'

/** The whole story, in the order it is told. */
export const story: readonly Chapter[] = [streamedChat, plainChat, toolLoop, retriedChat, stalledChat, brokenChat, embeddings]
