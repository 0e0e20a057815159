/** The version that instrumentation scopes carry; a check compares it with package.json. */
export const VERSION = '0.1.0'
