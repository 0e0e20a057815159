import { LoadError } from '../load-error.ts'

/** `0.0.0.0` and `[::]` are no addresses to connect to: the system takes this machine's own. */
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])$/

/**
 * Where the requests go: the chat completions of an OpenAI-compatible base URL.
 * @throws LoadError for what is no such URL, holds a password, or is not this machine unless the person says that the server is theirs
 */
export function resolveEndpoint(url: string, ownServer: boolean): URL {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    // `me:secret@host` is a URL of the scheme `me`.
    const shown = url.includes('@') ? 'no URL' : `"${url}"`
    throw new LoadError(`--url is ${shown}; write the server's base URL, for example http://127.0.0.1:8000/v1.`)
  }
  const endpoint = new URL(url)
  if (endpoint.username !== '' || endpoint.password !== '') {
    throw new LoadError('--url holds a user or a password: put the key into OPENAI_API_KEY, which is not shown anywhere.')
  }
  if (!LOCAL.test(endpoint.hostname) && !ownServer) {
    throw new LoadError(
      `${endpoint.hostname} is not this machine. Load costs whoever runs the server, and may be taken for an attack. If it is yours: --i-own-this-server.`,
    )
  }
  if (!endpoint.pathname.endsWith('/chat/completions')) endpoint.pathname = `${endpoint.pathname.replace(/\/+$/, '')}/chat/completions`
  return endpoint
}
