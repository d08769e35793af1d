import type { Alarm } from '../../domain/alarm.ts';
import type { LeasedNotice } from '../../ports/outbox.ts';
import { answerActor } from './answer-actor.ts';
import type { AnswerOptions } from './answer-links.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { codeIn, isSameAddress } from './reply-text.ts';

/** A code is good for a day after its recipient was told last, and then stands for nothing else for a while. */
const CODE_MS = 24 * 3_600_000;
const LOCK_MS = 15 * 60_000;
/** Tried until one is free: of 10 000 hardly ever more than one is needed. */
const CANDIDATES = 16;
/** In ten minutes from one address: far too few to guess one of 10 000. */
const MOST_TRIES = 10;

export interface ReplyOptions extends AnswerOptions {
  /** In [0, 1). */
  readonly random: () => number;
}

/** Codes by which the recipient of a message acknowledges its alarm by writing back. */
export class ReplyCodes {
  private readonly options: ReplyOptions;
  private readonly limit = new AttemptLimit(MOST_TRIES);

  constructor(options: ReplyOptions) {
    this.options = options;
  }

  /** `A 4821`; the same for every message of one episode to one person. Undefined for a group. */
  async codeFor({ recipient }: LeasedNotice, { id, occurrence }: Alarm): Promise<string | undefined> {
    const { people, store, clock, random } = this.options;
    if (!people.has(recipient)) return undefined;
    const now = clock.nowMs();
    const candidates = Array.from({ length: CANDIDATES }, () => String(Math.floor(random() * 10_000)).padStart(4, '0'));
    const code = await store.issueCode(
      { recipient, alarmId: id, occurrence },
      candidates,
      now,
      now + CODE_MS + LOCK_MS,
    );
    return code === undefined ? undefined : `A ${code}`;
  }

  /** Acknowledges what the code stands for to whoever has that address in the channel. Answers whether it had an effect. */
  async take(channel: string, address: string, text: string): Promise<boolean> {
    const { people, store, accounts, act, clock } = this.options;
    const code = codeIn(text);
    if (code === undefined || !this.limit.allows(`${channel} ${address}`, clock.monotonicMs())) return false;
    for (const person of people.values()) {
      const isHis = person.contacts.some((way) => way.channel === channel && isSameAddress(way.address, address));
      const found = isHis ? await store.findCode(person.id, code, clock.nowMs()) : undefined;
      if (!found) continue;
      const actor = await answerActor(person, 'reply', accounts);
      if (!actor.ok) return false;
      const note = noteIn(text);
      const outcome = await act(
        found.alarmId,
        { kind: 'acknowledge', occurrence: found.occurrence, note },
        actor.value,
      );
      return outcome.ok;
    }
    return false;
  }
}

/** What was written after the code on the same line. */
function noteIn(text: string): string | null {
  const [line = ''] = text.normalize('NFKC').split(/[\r\n]/u);
  const note = line
    .replace(/^.*?\d{4}/u, '')
    .trim()
    .slice(0, 500);
  return note === '' ? null : note;
}
