import { conditionOf, holdOf, isChild } from './storm-plan.ts';

/** What the model looks at in a row of the journal. */
export interface Row {
  readonly sequence: number;
  readonly type: string;
  /** Null for what is not about one alarm. */
  readonly conditionId: string | null;
  readonly alarmId: string | null;
  readonly occurrence: number;
  readonly at: number;
  readonly actor: string;
  readonly annunciation: string | null;
}

/** The mains, as far as those beneath need know them. */
export interface Cause {
  readonly isActive: boolean;
  /** Counts how often they have failed. */
  readonly failures: number;
  readonly onsetAt: number;
  readonly returnedAt: number;
}

/** A cause so much later than its consequence is still its cause. */
const CAPTURE_MS = 10_000;
/** Two clocks are rounded. */
const SLACK_MS = 50;
const RECURS_AFTER_MS = 300_000;

/** One condition by the rules of the alarm specification, written anew: it takes rows of the journal and says what is wrong with them. */
export class ConditionModel {
  episode = 0;
  occurrence = 0;
  isOpen = false;
  isActive = false;
  isAcknowledged = false;
  onsetAt = 0;
  /** Of the mains, during which it is known to be beneath them. */
  beneath = -1;
  /** What its own step must say next. */
  due: string | undefined;
  private isSilent = false;
  private isAnnounced = false;
  private activeAt = 0;
  private toldAt = 0;
  private readonly point: number;

  constructor(point: number) {
    this.point = point;
  }

  /** Why the row must not be there; undefined when it may. `onsetAt`: of the sample that it follows from. */
  take(row: Row, cause: Cause, onsetAt: number): string | undefined {
    const wanted = this.due;
    this.due = undefined;
    if (wanted !== undefined && row.type !== wanted) return `"${wanted}" must come first`;
    const problem = this.apply(row, cause, onsetAt, wanted !== undefined);
    if (problem !== undefined) return problem;
    if (row.alarmId !== `${conditionOf(this.point)}~${this.episode}`) return `it is about episode ${this.episode}`;
    return row.occurrence === this.occurrence ? undefined : `the occurrence is ${this.occurrence}`;
  }

  private apply(row: Row, cause: Cause, onsetAt: number, isDue: boolean): string | undefined {
    switch (row.type) {
      case 'activated':
        return this.activate(row, cause, onsetAt);
      case 'realarmed':
        return this.recur(row, onsetAt);
      case 'returned':
        return this.leave();
      case 'closed':
        this.isOpen = false;
        return isDue ? undefined : 'nothing closes it';
      case 'annunciated':
        return this.announce(row, cause, isDue);
      case 'acknowledged':
        return this.acknowledge();
      case 'ack-duplicate':
        return this.isOpen && this.isAcknowledged ? undefined : 'nobody had acknowledged it';
      case 'suppressed':
        return this.suppress(cause);
      case 'unsuppressed':
        return this.unsuppress(cause);
      default:
        return 'no such thing can happen here';
    }
  }

  private activate({ at }: Row, { isActive, failures }: Cause, onsetAt: number): string | undefined {
    if (this.isOpen) return 'there is an open episode';
    Object.assign(this, { episode: this.episode + 1, occurrence: 1, isOpen: true, isActive: true, onsetAt });
    Object.assign(this, { isAcknowledged: false, isSilent: true, isAnnounced: false, activeAt: at, beneath: -1 });
    if (!isChild(this.point)) this.due = 'annunciated';
    else if (isActive) {
      this.due = 'suppressed';
      this.beneath = failures - 1;
    }
    return undefined;
  }

  private recur({ at, annunciation }: Row, onsetAt: number): string | undefined {
    if (!this.isOpen || this.isActive) return 'it has not returned';
    Object.assign(this, {
      occurrence: this.occurrence + 1,
      isActive: true,
      isAcknowledged: false,
      onsetAt,
      activeAt: at,
    });
    if (annunciation === 'recurrence' || annunciation === null) return undefined;
    return `it is no "${annunciation}"`;
  }

  private leave(): string | undefined {
    if (!this.isActive) return 'it was not active';
    this.isActive = false;
    if (this.isAcknowledged || this.isSilent) this.due = 'closed';
    return undefined;
  }

  private acknowledge(): string | undefined {
    if (!this.isOpen || this.isAcknowledged) return 'nothing was to be acknowledged';
    this.isAcknowledged = true;
    if (!this.isActive) this.due = 'closed';
    return undefined;
  }

  private announce({ at, annunciation }: Row, cause: Cause, isDue: boolean): string | undefined {
    if (!this.isOpen || !this.isActive) return 'it is over';
    if (annunciation === 'recurrence')
      return at - this.toldAt >= RECURS_AFTER_MS - SLACK_MS ? undefined : 'people were told lately';
    if (annunciation === 'new' && (this.isAnnounced || !this.isSilent)) return 'people know it already';
    if (annunciation === 'new' && at - this.activeAt < holdOf(this.point) - SLACK_MS) return 'its cause may still show';
    if (annunciation === 'new' && isChild(this.point) && cause.isActive) return 'it lies beneath the mains';
    if (annunciation === 'unsuppressed' && !isDue) return 'nothing has released it';
    if (this.isAnnounced) this.occurrence += 1;
    Object.assign(this, { isAnnounced: true, isSilent: false, isAcknowledged: false, toldAt: at });
    return annunciation === 'new' || annunciation === 'unsuppressed' ? undefined : `it is no "${annunciation}"`;
  }

  private suppress({ isActive, failures, onsetAt }: Cause): string | undefined {
    if (!isChild(this.point)) return 'nothing may hide it';
    if (!isActive) return 'the mains have not failed';
    if (!this.isOpen || this.beneath === failures) return 'it was hidden before';
    this.beneath = failures;
    if (this.isActive && onsetAt - this.onsetAt <= CAPTURE_MS) this.isSilent = true;
    return undefined;
  }

  private unsuppress({ isActive }: Cause): string | undefined {
    if (isActive) return 'the mains have not come back';
    if (!this.isOpen) return 'it is over';
    if (this.isActive) this.due = 'annunciated';
    return undefined;
  }
}
