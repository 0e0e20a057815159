const MAX_BYTES = 1500

/** A link in Markdown; undefined where there is no http address, or one so long that it would fill the message. */
export function toLink(label: string, address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  // What would end the link early, or begin something else, in any of the dialects.
  const safe = url.href.replaceAll(/[()[\]<>*`|\\'"\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  return Buffer.byteLength(safe) > MAX_BYTES ? undefined : `[${label}](${safe})`
}
