/** What several variables may be, as the documentation says it. */
export const BOOLEAN = '`true` or `false`'
export const COUNT = 'a whole number from 1'
export const MILLISECONDS = 'a whole number of milliseconds from 1'
