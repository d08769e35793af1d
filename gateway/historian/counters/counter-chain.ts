import type { Series } from '../series.ts';
import type { TimeSlice } from '../time-slice.ts';
import type { CounterDay } from './counter-day.ts';
import type { CounterSource } from './counter-source.ts';
import { type CounterState, sameState } from './reading.ts';

/** Counts the samples of a day from where counting stood before. */
export type CountDay = (before: CounterState | undefined, samples: Series) => CounterDay;

export interface ChainedDay {
  readonly day: number;
  readonly counted: CounterDay;
}

interface Place {
  readonly state: CounterState | undefined;
  /** An open day came before, so that a day condensed earlier may have been counted from elsewhere. */
  readonly isDisturbed: boolean;
}

/**
 * The days of one counter, each counted from where the day before ended. A condensed day stands as long as it was counted
 * from just there; otherwise its samples are counted again. So the answer never depends on which days were asked for.
 */
export class CounterChain {
  private readonly source: CounterSource;
  private readonly count: CountDay;
  private readonly slice: TimeSlice;

  constructor(source: CounterSource, count: CountDay, slice: TimeSlice) {
    this.source = source;
    this.count = count;
    this.slice = slice;
  }

  /** The days with data from `firstDay` on, oldest first. `isFine`: from samples wherever there are any, not condensed. */
  async *days(firstDay: number, isFine: boolean): AsyncGenerator<ChainedDay> {
    let place = await this.placeBefore(firstDay);
    let day = this.source.neighbour(firstDay - 1, 1);
    while (day !== undefined) {
      const counted = this.dayFrom(day, place, isFine);
      yield { day, counted };
      place = this.after(day, place, counted);
      day = this.source.neighbour(day, 1);
      await this.slice.pause();
    }
  }

  /** Where counting stands when the day begins; undefined before the first reading. */
  async stateBefore(day: number): Promise<CounterState | undefined> {
    return (await this.placeBefore(day)).state;
  }

  private async placeBefore(firstDay: number): Promise<Place> {
    const open = this.source.openDays(firstDay);
    for (let day = open[0]; day !== undefined; ) {
      let place: Place = { state: this.settledEnd(this.source.neighbour(day, -1)), isDisturbed: false };
      let at: number = day;
      for (;;) {
        place = this.after(at, place, this.dayFrom(at, place, false));
        await this.slice.pause();
        const next = this.source.neighbour(at, 1);
        if (next === undefined || next >= firstDay) return place;
        if (!place.isDisturbed && !this.source.isOpen(next)) break;
        at = next;
      }
      const reached = at;
      day = open.find((candidate) => candidate > reached);
    }
    return { state: this.settledEnd(this.source.neighbour(firstDay, -1)), isDisturbed: false };
  }

  private settledEnd(day: number | undefined): CounterState | undefined {
    if (day === undefined) return undefined;
    return (this.source.condensed(day) ?? this.count(undefined, this.source.samples(day))).end;
  }

  private dayFrom(day: number, place: Place, isFine: boolean): CounterDay {
    const condensed = this.standing(day, place);
    if (!this.source.hasSamples(day)) return condensed ?? this.count(place.state, this.source.samples(day));
    return condensed && !isFine ? condensed : this.count(place.state, this.source.samples(day));
  }

  /** The condensed day if it was counted from this place, or if it is all that is left. */
  private standing(day: number, { state, isDisturbed }: Place): CounterDay | undefined {
    const { source } = this;
    const condensed = source.condensed(day);
    if (!condensed || !source.hasSamples(day)) return condensed;
    if (source.isOpen(day)) return undefined;
    if (condensed.before === 'unknown') return isDisturbed ? undefined : condensed;
    return sameState(condensed.before, state) ? condensed : undefined;
  }

  private after(day: number, place: Place, counted: CounterDay): Place {
    const isDisturbed = this.standing(day, place) === undefined;
    return { state: counted.end, isDisturbed };
  }
}
