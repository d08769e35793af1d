import type { ContactMethod } from '../../domain/on-call.ts';
import type { Notice, OutboxRow } from '../../ports/outbox.ts';
import { noticeId } from '../escalation/notice-id.ts';

const SECOND = 1000;
/** So long a person is waited for on one way before the next is tried as well. */
const PATIENCE_MS: Readonly<Partial<Record<Notice['priority'], number>>> = { P1: 60 * SECOND, P2: 300 * SECOND };
const P1_FAILURES = 2;
/** What was queued within so many patiences belongs to the same telling: one way after the other was tried. */
const TELLING_PATIENCES = 4;
/** No person has more ways than the site file allows. */
const MOST_CONTACTS = 20;

/** The way to use after this one, in the person's order and then from its beginning; undefined when there is none. */
export type NextContact = (recipient: string, channel: string) => ContactMethod | undefined;

export type FailoverStep =
  | { readonly kind: 'none' }
  /** The same notice through another way, in parallel. */
  | { readonly kind: 'add'; readonly notice: Notice }
  /** Every way of this person is dead. */
  | { readonly kind: 'exhausted' };

const NONE: FailoverStep = { kind: 'none' };

/** Whether it is time to use another way: given up, P1 failed twice or is a minute old, P2 is five minutes old. */
export function isInTrouble(row: OutboxRow, now: number): boolean {
  if (row.kind !== 'alarm') return false;
  if (row.state === 'dead') return true;
  if (row.state !== 'queued' && row.state !== 'leased') return false;
  if (row.priority === 'P1' && row.attempts >= P1_FAILURES) return true;
  return waitedMs(row, now) >= (PATIENCE_MS[row.priority] ?? Number.POSITIVE_INFINITY);
}

/** What is held back on purpose (quiet hours) has not been tried yet and waits from its own time on. */
export const waitedMs = ({ attempts, detail, queuedAt, dueAt }: OutboxRow, now: number): number =>
  now - (attempts > 0 || detail !== null ? queuedAt : Math.max(queuedAt, dueAt));

/**
 * What to do about a notice in trouble. `others` are the notices of its alarm as far as known. A person who was reached on any way,
 * or is being told on another that is not in trouble, is left alone.
 */
export function planFailover(
  row: OutboxRow,
  others: readonly OutboxRow[],
  now: number,
  nextContact: NextContact,
): FailoverStep {
  if (!isInTrouble(row, now)) return NONE;
  const ways = [row, ...others.filter((other) => other.id !== row.id && isSameTelling(row, other))];
  if (ways.some(hasArrived)) return NONE;
  const contact = unusedContact(row, ways, nextContact);
  if (contact) return { kind: 'add', notice: through(row, contact, now) };
  return ways.every(({ state }) => state === 'dead') ? { kind: 'exhausted' } : NONE;
}

export const hasArrived = ({ state }: OutboxRow): boolean =>
  state === 'sent' || state === 'delivered' || state === 'bundled';

/** Of the same occurrence to the same person, at the same step, at a later one or shortly before. A group is reached where anybody is. */
const isSameTelling = (row: OutboxRow, other: OutboxRow): boolean =>
  other.kind === row.kind &&
  other.alarmId === row.alarmId &&
  other.occurrence === row.occurrence &&
  (other.recipient === row.recipient || row.recipient === '') &&
  other.queuedAt >= row.queuedAt - TELLING_PATIENCES * (PATIENCE_MS[row.priority] ?? PATIENCE_MS.P2!);

function unusedContact(
  row: OutboxRow,
  ways: readonly OutboxRow[],
  nextContact: NextContact,
): ContactMethod | undefined {
  let { channel } = row;
  for (let tries = 0; tries < MOST_CONTACTS && row.recipient !== ''; tries++) {
    const contact = nextContact(row.recipient, channel);
    if (!contact || contact.channel === row.channel) return undefined;
    if (!ways.some((way) => way.channel === contact.channel)) return contact;
    channel = contact.channel;
  }
  return undefined;
}

function through(row: OutboxRow, { channel, address }: ContactMethod, now: number): Notice {
  const { kind, recipient, language, alarmId, occurrence, step, priority, body } = row;
  const id = noticeId(['failover', row.id, channel, address]);
  const same = { kind, recipient, language, alarmId, occurrence, step, priority, body };
  return { id, channel, address, ...same, dueAt: 0, queuedAt: now };
}
