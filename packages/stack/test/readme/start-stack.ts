import { startStack } from '@tokenscope/stack'

const stack = await startStack({ onProgress: console.error })
console.log(stack.urls.otlpHttp, stack.urls.jaeger)
await stack.shutdown()
