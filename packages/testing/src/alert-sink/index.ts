export type { AlertNotification, NotifiedAlert } from './alert-notification.ts'
export { type AlertQuestion, type AlertSink, type AlertSinkOptions, startAlertSink } from './alert-sink.ts'
