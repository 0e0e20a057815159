/** Longest hand-written source file, in lines. */
export const MAX_LINES = 250

const DRAWERS = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared', 'lib']

/** A folder whose name says nothing of what is in it, or undefined. Only a package's own sources and tests are judged. */
export function findNamelessFolder(file: string): string | undefined {
  const folders = file.split('/').slice(0, -1)
  return folders.find((folder) => DRAWERS.includes(folder))
}

export function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

/** Whether a file is source that a person wrote, so that its length is a choice. */
export function isHandWritten(file: string): boolean {
  return /\.(?:[cm]?[jt]s)$/.test(file) && !/\.snapshot\./.test(file) && !file.includes('/generated/')
}

export function isKebabCase(file: string): boolean {
  const name = file.split('/').at(-1) ?? ''
  return /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/.test(name)
}
