/**
 * A value that is to be shown because it is wrong, without what a URL may have of secrets: user and password, query and fragment. It need
 * not be a URL; that may be what is wrong with it.
 */
export function withoutSecrets(value: string): string {
  const userinfo = value.lastIndexOf('@')
  if (userinfo === -1) return hideQuery(value)
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(value)?.[0] ?? ''
  return hideQuery(`${scheme}***${value.slice(userinfo)}`)
}

function hideQuery(value: string): string {
  return value.replace(/([?#]).*$/s, '$1***')
}
