import { EpisodeStory, type Facts } from './reference-episode.fixtures.ts';
import type { ServiceName } from './reference-quiet.fixtures.ts';

/** What people, causes and time make of the episodes. */
export class Story extends EpisodeStory {
  takeShelf({ out }: Facts): void {
    this.hush();
    out.events.push(this.text('shelved'));
    this.isShelved = true;
    const { episode } = this;
    if (!episode?.isOpen || episode.isSilent || episode.acked !== 'no') return;
    episode.acked = 'yes';
    out.events.push(this.text('acknowledged'));
    this.closeWhenOver(out);
  }

  endShelf(facts: Facts): void {
    facts.out.events.push(this.text('unshelved'));
    this.isShelved = false;
    this.tell(facts, 'unshelved');
  }

  takeSuppression({ out }: Facts, parentOnset: number | null, isNew: boolean): void {
    if (!isNew) return;
    this.hush();
    this.isSuppressed = true;
    const { episode } = this;
    if (!episode?.isOpen) return;
    const isConsequence = parentOnset !== null && parentOnset <= episode.onset + 10_000;
    if (isConsequence && this.active !== null && !episode.isSilent) {
      episode.isSilent = true;
      out.order = 'supersede';
    }
    out.events.push(this.text('suppressed'));
  }

  endSuppression(facts: Facts): void {
    this.isSuppressed = false;
    if (this.episode?.isOpen) facts.out.events.push(this.text('unsuppressed'));
    this.tell(facts, 'unsuppressed');
  }

  takeService(facts: Facts, before: ServiceName, after: ServiceName): void {
    if (before === after) return;
    this.isOut = after !== 'in-service';
    if (after === 'in-service') {
      facts.out.events.push(this.text('in-service'));
      this.tell(facts, 'returned-to-service');
      return;
    }
    facts.out.events.push(this.text(after));
    if (after === 'out-of-service') this.hush();
    else if (this.episode?.isOpen) this.close(facts.out);
  }

  takeTick(facts: Facts): void {
    const { at, mark, out } = facts;
    if (this.holdAt !== null && at >= this.holdAt) this.tell(facts, 'new');
    if (this.soonAt !== null && at >= this.soonAt && mark.isCertain && this.episode) {
      [this.soonAt, this.episode.toldAt] = [null, at];
      out.events.push(this.text('annunciated', 'recurrence', true));
    }
    if (mark.chatter === 'ended') out.events.push(this.text('chatter-ended'));
    if (this.orderAt !== null && at >= this.orderAt && mark.isCertain) [out.order, this.orderAt] = ['open', null];
    if (this.againAt === null || at < this.againAt || !mark.isCertain || !this.episode) return;
    this.againAt = null;
    this.episode.occurrence++;
    this.episode.again++;
    this.episode.toldAt = at;
    this.episode.acked = this.fresh();
    out.events.push(this.text('realarmed', 'timer', true));
    this.planAgain(at);
  }

  acknowledge({ at, out }: Facts, occurrence: number | null, note: string | null): void {
    const { episode } = this;
    if (!episode?.isOpen) out.refusal = episode ? 'ALARM_EPISODE_CLOSED' : 'ALARM_NOT_FOUND';
    else if (occurrence !== null && occurrence !== episode.occurrence) out.refusal = 'ALARM_STALE_OCCURRENCE';
    else if (episode.acked !== 'no') out.events.push(this.text('ack-duplicate'));
    else if (this.rule.acknowledgement === 'note-required' && note === null) out.refusal = 'ALARM_NOTE_REQUIRED';
    else {
      episode.acked = 'yes';
      this.soonAt = null;
      out.events.push(this.text('acknowledged'));
      this.planAgain(at);
      this.closeWhenOver(out);
    }
  }

  confirm({ out }: Facts): void {
    const { episode } = this;
    if (!episode?.isOpen) out.refusal = episode ? 'ALARM_EPISODE_CLOSED' : 'ALARM_NOT_FOUND';
    else if (episode.acked === 'no') out.refusal = 'ALARM_CONFIRM_REFUSED';
    else if (episode.acked === 'yes') {
      episode.acked = 'confirmed';
      out.events.push(this.text('confirmed'));
    }
  }

  reset({ out, mark }: Facts, isEngineer: boolean): void {
    const { episode, rule } = this;
    if (!episode?.isOpen) out.refusal = episode ? 'ALARM_EPISODE_CLOSED' : 'ALARM_NOT_FOUND';
    else if (!isEngineer) out.refusal = 'AUTH_FORBIDDEN';
    else {
      const isSeen = episode.acked === 'confirmed' || (episode.acked === 'yes' && !rule.confirmRequired);
      const isReady = episode.isLatched && this.active === null && !mark.isPending && (episode.isSilent || isSeen);
      if (!isReady) {
        out.refusal = 'ALARM_RESET_REFUSED';
        return;
      }
      episode.isLatched = false;
      out.events.push(this.text('reset'));
      this.closeWhenOver(out);
    }
  }
}
