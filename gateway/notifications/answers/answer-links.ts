import type { Alarm } from '../../domain/alarm.ts';
import type { Actor } from '../../domain/alarm-input.ts';
import { ERRORS, type ErrorCode, type Outcome } from '../../domain/errors.ts';
import type { Person } from '../../domain/on-call.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import type { AlarmAction } from '../../ports/alarm-service.ts';
import type { AnswerPage } from '../../ports/answer-service.ts';
import type { AnswerStore } from '../../ports/answer-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LeasedNotice } from '../../ports/outbox.ts';
import type { MessageSite } from '../delivery/compose.ts';
import { isWaitingForAnswer } from '../delivery/still-due.ts';
import { alarmAddress } from '../public-address.ts';
import { answerActor } from './answer-actor.ts';
import { acknowledgedWords, alarmPage, plainPage, refusalWords, WORDS } from './answer-page.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { type LinkPayload, nonceOf, readLink, signLink } from './link-token.ts';

/** A link is good for a day at most. */
const LINK_MS = 24 * 3_600_000;
/** In ten minutes from one address; people behind one proxy share it. */
const MOST_TRIES = 120;

/** What answers need of the rest of the program. */
export interface AnswerOptions {
  /** Of the store: the same ever after. */
  readonly key: Uint8Array;
  readonly store: AnswerStore;
  readonly site: MessageSite;
  readonly people: ReadonlyMap<string, Person>;
  readonly accounts: Pick<AccountStore, 'find'>;
  readonly alarm: (id: string) => Promise<Alarm | undefined>;
  /** `AlarmService.act`. */
  readonly act: (id: string, action: AlarmAction, actor: Actor) => Promise<Outcome<Alarm | null>>;
  readonly clock: Clock;
}

/** Links by which the recipient of a message acknowledges its alarm without signing in. */
export class AnswerLinks {
  private readonly options: AnswerOptions;
  private readonly limit = new AttemptLimit(MOST_TRIES);
  /** Uses under way, by nonce: the second waits for the first. At most as many as the server has requests. */
  private readonly underWay = new Map<string, Promise<AnswerPage>>();

  constructor(options: AnswerOptions) {
    this.options = options;
  }

  /** Undefined for a group: nobody in particular cannot acknowledge. */
  linkFor(notice: LeasedNotice, alarm: Alarm): string | undefined {
    const { key, people } = this.options;
    if (!people.has(notice.recipient)) return undefined;
    const { id: episode, occurrence } = alarm;
    const exp = Math.floor((Math.max(notice.queuedAt, notice.dueAt) + LINK_MS) / 1000);
    const nonce = nonceOf(key, notice.id, episode, occurrence, exp);
    return `a/${signLink({ episode, occurrence, user: notice.recipient, action: 'ack', nonce, exp }, key)}`;
  }

  async page(token: string, address: string): Promise<AnswerPage> {
    const link = this.read(token, address);
    if ('status' in link) return link;
    const alarm = await this.options.alarm(link.episode);
    if (!alarm) return answerPage(404, plainPage(refusalWords('ALARM_NOT_FOUND')));
    if (await this.options.store.isUsed(link.nonce)) return this.shown(200, alarm, WORDS.used);
    if (alarm.occurrence > link.occurrence) return this.shown(200, alarm, refusalWords('ALARM_STALE_OCCURRENCE'));
    if (alarm.state === 'closed') return this.shown(200, alarm, refusalWords('ALARM_EPISODE_CLOSED'));
    // What is kept quiet is shown as it is, and nothing need be done about it.
    if (!isUnanswered(alarm)) return this.shown(200, alarm, acknowledgedWords(alarm, this.options.site.timeZone));
    return this.shown(200, alarm, undefined, link.user);
  }

  async acknowledge(token: string, note: string | null, address: string): Promise<AnswerPage> {
    const link = this.read(token, address);
    if ('status' in link) return link;
    const use = this.after(this.underWay.get(link.nonce), link, note);
    this.underWay.set(link.nonce, use);
    try {
      return await use;
    } finally {
      if (this.underWay.get(link.nonce) === use) this.underWay.delete(link.nonce);
    }
  }

  private async after(
    before: Promise<AnswerPage> | undefined,
    link: LinkPayload,
    note: string | null,
  ): Promise<AnswerPage> {
    await before?.catch(() => undefined);
    return this.use(link, note);
  }

  private read(token: string, address: string): LinkPayload | AnswerPage {
    const { key, clock } = this.options;
    if (!this.limit.allows(address, clock.monotonicMs())) return answerPage(429, plainPage(WORDS.tooMany));
    const link = readLink(token, key, clock.nowMs());
    if (link.kind === 'forged') return answerPage(404, plainPage(WORDS.unknown));
    return link.kind === 'expired' ? answerPage(410, plainPage(WORDS.expired)) : link.payload;
  }

  /** It counts as used only when it had its effect: who forgot the note may press again. */
  private async use(link: LinkPayload, note: string | null): Promise<AnswerPage> {
    const { store, people, accounts, act, alarm, clock } = this.options;
    const { episode, occurrence, nonce, user, exp } = link;
    const before = await alarm(episode);
    if (!before) return answerPage(404, plainPage(refusalWords('ALARM_NOT_FOUND')));
    if (await store.isUsed(nonce)) return this.shown(410, before, WORDS.used);
    const actor = await answerActor(people.get(user), 'link', accounts);
    if (!actor.ok) return this.shown(statusOf(actor.code), before, refusalWords(actor.code));
    const outcome = await act(episode, { kind: 'acknowledge', occurrence, note }, actor.value);
    if (!outcome.ok) return this.refused(outcome.code, before, user);
    await store.use(nonce, clock.nowMs(), exp * 1000);
    const after = outcome.value ?? before;
    const isFirst = after.acknowledgedBy === actor.value.name;
    return this.shown(200, after, isFirst ? WORDS.done : acknowledgedWords(after, this.options.site.timeZone));
  }

  private refused(code: ErrorCode, alarm: Alarm, user: string): AnswerPage {
    const canRetry = code === 'ALARM_NOTE_REQUIRED';
    return this.shown(statusOf(code), alarm, refusalWords(code), canRetry ? user : undefined, canRetry);
  }

  private shown(
    status: AnswerPage['status'],
    alarm: Alarm,
    message: ReturnType<typeof acknowledgedWords>,
    user?: string,
    needsNote = false,
  ): AnswerPage {
    const { site, people } = this.options;
    const { equipment } = alarm;
    const equipmentName = site.equipmentName(equipment) ?? { en: equipment, zh: equipment };
    const openUrl = alarmAddress(site.publicUrl, alarm.id);
    const asks = user === undefined ? undefined : people.get(user)?.name;
    const page = { alarm, site: site.name, timeZone: site.timeZone, equipmentName, message, asks, needsNote, openUrl };
    return answerPage(status, alarmPage(page));
  }
}

const answerPage = (status: AnswerPage['status'], html: string): AnswerPage => ({ status, html });

/** Also P2 to P4 that have returned: they wait in the list until somebody has seen them. */
const isUnanswered = (alarm: Alarm): boolean => isWaitingForAnswer(alarm) || alarm.state === 'returned-unacknowledged';

function statusOf(code: ErrorCode): AnswerPage['status'] {
  const { status } = ERRORS[code];
  return status === 400 || status === 403 || status === 404 ? status : 409;
}
