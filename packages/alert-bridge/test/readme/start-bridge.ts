import { readFile } from 'node:fs/promises'
import { parseBridgeConfig, startBridge } from '@tokenscope/alert-bridge'

const settings = await readFile('alert-bridge.yaml', 'utf8')
const bridge = await startBridge(parseBridgeConfig(settings, 'alert-bridge.yaml'))
await bridge.shutdown()
