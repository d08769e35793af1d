import type { RecordActing } from '../../contract/maintenance-requests.ts';
import type { RecordCaller, RecordStory } from '../../ports/maintenance-service.ts';

/** Who asks, by which way, seen at which version. */
export function recordCaller(call: {
  readonly body: RecordActing;
  readonly caller: { readonly username: string };
  readonly isPage: boolean;
}): RecordCaller {
  const { expectedVersion, deviceAt = null } = call.body;
  const via = call.isPage ? (deviceAt === null ? 'screen' : 'phone') : 'rest';
  return { username: call.caller.username, via, deviceAt, expectedVersion };
}

/** A record and its history in one. */
export const viewStory = <B>({ record, events }: RecordStory<B>) => ({ ...record, events });

/** From, to and the page of a list as the book takes them. */
export function recordQuery(query: {
  readonly from?: number;
  readonly to?: number;
  readonly before?: number;
  readonly state?: 'open' | 'done' | 'missed' | 'cancelled';
  readonly subject?: string;
  readonly limit: number;
}) {
  const { from, to, before, state, subject, limit } = query;
  const until = to === undefined ? before : Math.min(to, before ?? to);
  return { from, to: until, states: state && [state], subject, limit };
}
