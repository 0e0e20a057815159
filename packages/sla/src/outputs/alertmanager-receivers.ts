import type {
  BridgeReceiver,
  EmailReceiver,
  NotifyReceiver,
  PagerDutyReceiver,
  SlackReceiver,
  WebhookReceiver,
} from '../targets/notify-targets.ts'
import { isHeartbeat } from './alertmanager-routes.ts'

/** One receiver as Alertmanager reads it. */
export function alertmanagerReceiver(receiver: NotifyReceiver): Record<string, unknown> {
  const { name } = receiver
  switch (receiver.kind) {
    case 'email':
      return { name, email_configs: [email(receiver)] }
    case 'slack':
      return { name, slack_configs: [slack(receiver)] }
    case 'pagerduty':
      return { name, pagerduty_configs: [pagerDuty(receiver)] }
    case 'webhook':
      return { name, webhook_configs: [webhook(receiver)] }
    case 'bridge':
      return { name, webhook_configs: [bridge(receiver)] }
  }
}

function email({ to, from, smarthost, username, passwordFile }: EmailReceiver): Record<string, unknown> {
  return {
    send_resolved: true,
    to: to.join(', '),
    from,
    smarthost,
    ...(username !== undefined && { auth_username: username }),
    ...(passwordFile !== undefined && { auth_password_file: passwordFile }),
    // A mail server on this machine seldom offers encryption, and nobody is in between.
    require_tls: !/^(?:localhost|127\.|\[::1\])/.test(smarthost),
    headers: { Subject: '{{ template "tokenscope-title" . }}' },
    html: '{{ template "tokenscope-html" . }}',
    text: '{{ template "tokenscope-text" . }}',
  }
}

function slack({ channel, urlFile }: SlackReceiver): Record<string, unknown> {
  return {
    send_resolved: true,
    api_url_file: urlFile,
    channel,
    color: '{{ template "tokenscope-color" . }}',
    title: '{{ template "tokenscope-title" . }}',
    title_link: '{{ template "tokenscope-link" . }}',
    text: '{{ template "tokenscope-slack" . }}',
    fallback: '{{ template "tokenscope-title" . }}',
  }
}

function pagerDuty({ routingKeyFile }: PagerDutyReceiver): Record<string, unknown> {
  return {
    send_resolved: true,
    routing_key_file: routingKeyFile,
    description: '{{ template "tokenscope-title" . }}',
    severity: '{{ if .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}error{{ end }}',
    client: 'Tokenscope',
    client_url: '{{ template "tokenscope-link" . }}',
    details: { alerts: '{{ template "tokenscope-text" . }}' },
  }
}

function webhook(receiver: WebhookReceiver): Record<string, unknown> {
  const { url, urlFile, tokenFile } = receiver
  return {
    send_resolved: !isHeartbeat(receiver),
    ...(url !== undefined && { url }),
    ...(urlFile !== undefined && { url_file: urlFile }),
    ...authorization(tokenFile),
    max_alerts: 100,
  }
}

/** The bridge answers within 8 seconds whether a robot took the message; asked for more time than that, it is never cut off. */
function bridge({ name, url, tokenFile }: BridgeReceiver): Record<string, unknown> {
  return { send_resolved: true, url: `${url}/alerts/${name}`, ...authorization(tokenFile), max_alerts: 200, timeout: '15s' }
}

function authorization(tokenFile: string | undefined): Record<string, unknown> {
  return tokenFile === undefined ? {} : { http_config: { authorization: { type: 'Bearer', credentials_file: tokenFile } } }
}
