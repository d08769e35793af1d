import type { RecordRange } from '../../contract/deed-requests.ts';
import type { DutyRecord, RecordEvent } from '../../domain/duty/record.ts';
import type { Deed } from '../../domain/duty/record-deed.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordQuery } from '../../ports/record-book.ts';

const DAY_MS = 86_400_000;

/** What deeds have of their request. */
interface DeedCall {
  readonly body: { readonly deviceAt?: number };
  readonly caller: { readonly username: string };
  readonly isPage: boolean;
}

/** Who does it, by what way, now; a phone's own time comes beside it and is never in the future. */
export function deedOf({ body, caller, isPage }: DeedCall, clock: Pick<Clock, 'nowMs'>): Deed {
  const at = clock.nowMs();
  const deviceAt = body.deviceAt === undefined ? null : Math.min(body.deviceAt, at);
  const via = deviceAt !== null ? 'phone' : isPage ? 'screen' : 'rest';
  return { by: caller.username, via, at, deviceAt };
}

/** Text that was left empty is none. */
export const orNull = (text: string): string | null => (text === '' ? null : text);

export function queryOf({ from, to, before, state, subject, limit }: RecordRange): RecordQuery {
  const ends = [to, before].filter((end) => end !== undefined);
  return {
    from,
    subject,
    limit,
    to: ends.length > 0 ? Math.min(...ends) : undefined,
    ...(state ? { states: [state] } : {}),
  };
}

/** The period asked for; the last 31 days, this moment included, when nothing is. */
export function periodOf(
  { from, to }: { readonly from?: number; readonly to?: number },
  clock: Pick<Clock, 'nowMs'>,
): readonly [number, number] {
  const end = to ?? clock.nowMs() + 1;
  return [from ?? end - 31 * DAY_MS, end];
}

/** A record on the wire: its head with its body beside it. The kind is said by the route. */
export function viewRecord<B extends object>(record: DutyRecord<B>) {
  const { id, key, subject, state, at, dueAt, closedAt, version, body } = record;
  return { ...body, id, key, subject, state, at, dueAt, closedAt, version };
}

export function viewOutcome<B extends object>(outcome: Outcome<DutyRecord<B>>) {
  return outcome.ok ? done(viewRecord(outcome.value)) : outcome;
}

interface Readable<B> {
  get(id: number): Promise<DutyRecord<B> | undefined>;
  events(id: number): Promise<readonly RecordEvent[]>;
}

/** One record with its history. */
export async function readRecord<B extends object>(service: Readable<B>, id: number) {
  const record = await service.get(id);
  if (!record) return refused('RECORD_NOT_FOUND');
  return done({ ...viewRecord(record), events: await service.events(id) });
}
