import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'rolldown'
import { readLicences } from './read-licences.ts'

export interface PageFile {
  readonly content: string
  /** Value of `content-type`. */
  readonly type: string
}

const FOLDER = import.meta.dirname
const STYLES = ['tokens', 'shell', 'calls', 'call', 'timeline', 'charts', 'narrow']

/**
 * Bundles and minifies the page. The keys are the paths to serve (`/index.html`, `/assets/main-<hash>.js`, …); names under `/assets/` hold a hash of
 * their content, so they may be cached for ever. `/index.html` answers every route of the page.
 * @throws where a source does not compile
 */
export async function buildPage(): Promise<ReadonlyMap<string, PageFile>> {
  const [main, theme, styles, html, icon, licences] = await Promise.all([
    bundle('main.tsx', 'es'),
    bundle('shell/theme-boot.ts', 'iife'),
    readStyles(),
    readFile(join(FOLDER, 'index.html'), 'utf8'),
    readFile(join(FOLDER, 'icon.svg'), 'utf8'),
    readLicences(),
  ])
  const files = new Map<string, PageFile>()
  let index = html
  const add = (name: string, extension: string, content: string, type: string): void => {
    const path = `/assets/${name}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${extension}`
    files.set(path, { content, type })
    index = index.replaceAll(`/assets/${name}.${extension}`, path)
  }
  add('main', 'js', main, 'text/javascript; charset=utf-8')
  add('theme', 'js', theme, 'text/javascript; charset=utf-8')
  add('style', 'css', styles, 'text/css; charset=utf-8')
  add('icon', 'svg', icon, 'image/svg+xml')
  files.set('/licences.txt', { content: licences, type: 'text/plain; charset=utf-8' })
  files.set('/index.html', { content: index, type: 'text/html; charset=utf-8' })
  return files
}

async function bundle(entry: string, format: 'es' | 'iife'): Promise<string> {
  const { output } = await build({
    input: join(FOLDER, entry),
    write: false,
    logLevel: 'warn',
    platform: 'browser',
    tsconfig: false,
    transform: { target: 'es2022', jsx: { runtime: 'automatic', importSource: 'preact' } },
    output: { format, minify: true },
  })
  return output[0].code
}

/** The style sheets one after the other, the chart library's first, without comments and line breaks. */
async function readStyles(): Promise<string> {
  const chart = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css')
  const files = [chart, ...STYLES.map((name) => join(FOLDER, 'styles', `${name}.css`))]
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return texts
    .join('\n')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim()
}
