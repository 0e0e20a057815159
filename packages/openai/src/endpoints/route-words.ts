/** Every fixed path segment of the API, openai 4 to 7. A segment that is not here is an identifier, and never becomes a name. */
export const ROUTE_WORDS: ReadonlySet<string> = new Set(
  `accept activate admin_api_keys agents alerts alpha api_keys archive artifacts assistants audio audit_logs automations batches calls
  cancel cases certificates characters chat chatkit checkpoints client_secrets compact complete completions containers content
  content_provenance_checks conversations costs credentials data_retention deactivate decisions edits embeddings environments evals
  events extensions external_keys external_storage federation_rules file_batches files fine_tuning fork generations graders groups
  hangup hosted_tool_permissions images input_items input_tokens invites invocations items jobs live messages model_permissions models
  moderations organization output_items parts pause permissions projects rate_limits realtime refer reject remix responses resume roles
  rotate_secret run runs safety search service_accounts service_tier_settings sessions skills speech spend_alerts spend_limit steps
  subagents submit_tool_outputs templates test threads audio_speeches audio_transcriptions
  code_interpreter_sessions file_search_calls web_search_calls traces transcription_sessions transcriptions translations turns uploads usage users
  validate variations vaults vector_stores versions videos voice_consents voices webhook_endpoints webhook_event_types
  workload_identity_providers`.split(/\s+/),
)

/** Last segments that are the method themselves: `POST /batches/{id}/cancel` is `batches.cancel`. */
export const ACTION_WORDS: ReadonlySet<string> = new Set(
  `accept activate archive cancel compact complete content deactivate fork hangup pause refer reject remix resume rotate_secret run search
  submit_tool_outputs test validate`.split(/\s+/),
)

/** Settings that exist once: posting to them is an update. */
export const SETTING_WORDS: ReadonlySet<string> = new Set(
  'data_retention spend_limit model_permissions service_tier_settings hosted_tool_permissions'.split(' '),
)

/** Where the client hangs a route under another name than its first segment. */
export const ROUTE_PREFIXES: Readonly<Record<string, string>> = {
  agents: 'beta.agents',
  vaults: 'beta.agents.vaults',
  assistants: 'beta.assistants',
  chatkit: 'beta.chatkit',
  threads: 'beta.threads',
  organization: 'admin.organization',
  projects: 'admin.organization.projects',
  webhook_endpoints: 'webhooks',
  webhook_event_types: 'webhooks.eventTypes',
}

/** Routes whose method has a name of its own. */
export const NAMED_ROUTES: Readonly<Record<string, string>> = {
  'list fine_tuning/jobs/*/events': 'fineTuning.jobs.listEvents',
  'list vector_stores/*/file_batches/*/files': 'vectorStores.fileBatches.listFiles',
  'list chatkit/threads/*/items': 'beta.chatkit.threads.listItems',
  'post threads/runs': 'beta.threads.createAndRun',
  'post responses/input_tokens': 'responses.inputTokens.count',
  'get webhook_event_types': 'webhooks.eventTypes.list',
  'get agents/sessions/*/events': 'beta.agents.sessions.events.stream',
  'post images/variations': 'images.createVariation',
  'post images/edits': 'images.edit',
  'post images/generations': 'images.generate',
  'post live/sessions': 'live.create',
  'get live/sessions/*/content': 'live.sessions.downloadRecording',
  'get containers/*/files/*/content': 'containers.files.content.retrieve',
  'get skills/*/content': 'skills.content.retrieve',
  'get skills/*/versions/*/content': 'skills.versions.content.retrieve',
  'post videos/characters': 'videos.createCharacter',
  'get videos/characters/*': 'videos.getCharacter',
  'post videos/edits': 'videos.edit',
  'post videos/extensions': 'videos.extend',
  'get videos/*/content': 'videos.downloadContent',
  'get organization/costs': 'admin.organization.usage.costs',
  'list organization/projects/*/rate_limits': 'admin.organization.projects.rateLimits.listRateLimits',
  'post organization/projects/*/rate_limits/*': 'admin.organization.projects.rateLimits.updateRateLimit',
}
