/** A file of targets with one receiver of every type. */
export const EVERY_RECEIVER = `model: qwen3-4b-instruct-2507
maintenance: [sunday 02:00-04:00 Asia/Shanghai, 'monday-friday 12:00-13:00']
links: {grafana: 'https://grafana.example.com', jaeger: 'https://jaeger.example.com', runbooks: 'https://wiki.example.com/runbooks'}
notify:
  - {type: email, to: oncall@example.com, from: alerts@example.com, smarthost: 'smtp.example.com:587', username: alerts, password_file: /etc/tokenscope/smtp-password}
  - {type: slack, channel: '#llm-alerts', url_file: /etc/tokenscope/slack-url}
  - {type: pagerduty, routing_key_file: /etc/tokenscope/pagerduty-key, severities: [critical]}
  - {type: webhook, name: archive, url_file: /etc/tokenscope/archive-url, token_file: /etc/tokenscope/archive-token, severities: [critical, warning, info]}
  - {type: webhook, name: heartbeat, url: 'http://127.0.0.1:8080/heartbeat'}
  - {type: dingtalk, name: ops-dingtalk, token_file: /etc/tokenscope/bridge-token}
  - {type: feishu, name: ops-feishu, severities: [warning]}
  - {type: wecom, name: ops-wecom, url: 'http://bridge.example.com:9095', severities: [critical]}
`

export const EVERY_RECEIVER_IN_CHINESE: string = `language: zh\n${EVERY_RECEIVER}`
