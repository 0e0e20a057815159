import { render } from 'preact'
import { startNavigation } from './routing/navigation.ts'
import { startLive } from './server/live.ts'
import { App } from './shell/app.tsx'

startNavigation()
startLive()
render(<App />, document.getElementById('app')!)
