import type { DashboardLink, DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard'

/** Without the SDK's default place, a menu that nobody opens. */
export function toLink(builder: DashboardLinkBuilder): DashboardLink {
  const { placement: _, ...link } = builder.build()
  return link
}
