import { type DrivenKind, driven, executionName } from '../domain/driven.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { PlanAnswer, PlanRequest } from './plan-answer.ts';

/** The plan of whoever was erased: their execution ends, and nothing is sent. Nothing where they were not. */
export async function answerErased(
  table: Table,
  kind: DrivenKind,
  request: PlanRequest,
): Promise<PlanAnswer | undefined> {
  const item = await table.get(key.driven(kind, request.id), driven);
  if (!item?.erased) return undefined;
  if (item.leg !== request.leg || executionName(request.id, item) !== request.execution)
    return { do: 'Superseded', kind: '' };
  const { version: seen, leg, turn } = item;
  return { do: 'Finish', because: 'the record was erased', seen, leg, turn, kind: '' };
}
