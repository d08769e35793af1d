import type { ConditionEvent } from './counted.ts';

const SHELVED_TOO_LONG_MS = 24 * 3_600_000;
const OUT_OF_SERVICE_TOO_LONG_MS = 30 * 24 * 3_600_000;

/** Since when each condition is kept quiet, and how often that took too long. Its size is that of the conditions kept quiet. */
export class QuietTally {
  private readonly from: number;
  private readonly shelved = new Map<string, number>();
  private readonly outOfService = new Map<string, number>();
  shelvedTooLong = 0;
  outOfServiceTooLong = 0;
  readonly counts = { shelved: 0, suppressed: 0, outOfService: 0, disabled: 0, configChanged: 0 };

  constructor(from: number) {
    this.from = from;
  }

  /** Rows of the range, and before them those about shelving and service since the journal began. */
  next(event: ConditionEvent): void {
    const { type, conditionId, at } = event;
    const isHere = at >= this.from;
    switch (type) {
      case 'shelved':
        if (isHere) this.counts.shelved++;
        if (!this.shelved.has(conditionId)) this.shelved.set(conditionId, at);
        return;
      case 'unshelved':
        this.endShelf(conditionId, at);
        return;
      case 'out-of-service':
      case 'disabled':
        if (isHere) this.counts[type === 'disabled' ? 'disabled' : 'outOfService']++;
        if (!this.outOfService.has(conditionId)) this.outOfService.set(conditionId, at);
        return;
      case 'in-service':
        this.endService(conditionId, at);
        return;
      case 'suppressed':
        if (isHere) this.counts.suppressed++;
        return;
      case 'config-changed':
        if (isHere) this.counts.configChanged++;
        return;
      default:
        return;
    }
  }

  /** What is still quiet counts as far as it has come. */
  end(to: number): void {
    for (const conditionId of [...this.shelved.keys()]) this.endShelf(conditionId, to);
    for (const conditionId of [...this.outOfService.keys()]) this.endService(conditionId, to);
  }

  /** One that ended before the range does not concern it. */
  private endShelf(conditionId: string, at: number): void {
    const since = this.shelved.get(conditionId);
    this.shelved.delete(conditionId);
    if (since !== undefined && at >= this.from && at - since > SHELVED_TOO_LONG_MS) this.shelvedTooLong++;
  }

  private endService(conditionId: string, at: number): void {
    const since = this.outOfService.get(conditionId);
    this.outOfService.delete(conditionId);
    if (since !== undefined && at >= this.from && at - since > OUT_OF_SERVICE_TOO_LONG_MS) this.outOfServiceTooLong++;
  }
}
