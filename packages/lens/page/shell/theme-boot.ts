import { readStored } from './stored.ts'

// Before the first paint: the theme that the reader chose last, so that a dark page does not flash white.
const stored = readStored('lens-theme')
if (stored === 'light' || stored === 'dark') document.documentElement.dataset.theme = stored
