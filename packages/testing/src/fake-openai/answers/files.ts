import { CREATED } from '../generation/plan.ts'
import { type JsonObject, objectOf } from '../json-value.ts'
import type { Answer } from './answer.ts'

/** `/files` and `/files/{id}`. Nothing is kept: every id names a file, and the list holds one. */
export function answerFile(method: string, id: string | undefined, request: JsonObject): Answer {
  if (method === 'DELETE') return { kind: 'json', body: { id, object: 'file', deleted: true } }
  const upload = objectOf(request.file)
  const file = {
    id: id ?? 'file-fake1',
    object: 'file',
    bytes: upload.bytes ?? 128,
    created_at: CREATED,
    filename: upload.file ?? 'data.jsonl',
    purpose: request.purpose ?? 'user_data',
    status: 'processed',
  }
  if (method === 'GET' && id === undefined) {
    return { kind: 'json', body: { object: 'list', data: [file], has_more: false, first_id: file.id, last_id: file.id } }
  }
  return { kind: 'json', body: file }
}
