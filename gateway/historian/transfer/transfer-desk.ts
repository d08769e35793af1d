import type { SampleBatch } from '../../domain/sample.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HistorySamples } from '../../ports/historian.ts';
import type { PointRegister } from '../point-register.ts';
import type { HistoryRetention } from '../settings.ts';
import type { EmbeddedHistorian } from '../sinks/embedded/embedded-historian.ts';
import { rawMsOf } from '../sinks/embedded/retention.ts';
import { TimeSlice } from '../time-slice.ts';
import { readNewest } from './read-newest.ts';
import { readSamples, type SamplesQuestion } from './read-samples.ts';
import { sortOut } from './sort-out.ts';

const NO_POINT = { kind: 'number', equipmentClass: '' } as const;

export interface TransferDeskDependencies {
  readonly embedded: EmbeddedHistorian;
  /** Ids by point index. */
  readonly idOfIndex: Uint32Array;
  readonly register: PointRegister;
  readonly retention: HistoryRetention;
  readonly clock: Clock;
}

/** In the worker: what export and import ask of the recorded past. */
export class TransferDesk {
  private readonly deps: TransferDeskDependencies;

  constructor(deps: TransferDeskDependencies) {
    this.deps = deps;
  }

  /** Rejects with POINT_NOT_FOUND. */
  samples(question: SamplesQuestion): Promise<HistorySamples> {
    return this.deps.embedded.read(({ readerOf, idOf }) =>
      readSamples(readerOf(idOf(question.tag)), question, this.slice()),
    );
  }

  newest(question: { readonly points: readonly number[]; readonly atMs: number }): Promise<SampleBatch> {
    const { embedded, idOfIndex } = this.deps;
    return embedded.read((access) => readNewest(question, access, idOfIndex, this.slice()));
  }

  /** Verdicts (verdict.ts) on samples by point index. */
  sortOut(samples: SampleBatch): Promise<Uint8Array> {
    const { embedded, idOfIndex, register, retention, clock } = this.deps;
    const rawMs = (id: number): number => rawMsOf(register.get(id) ?? NO_POINT, retention);
    const rules = { idOfIndex, rawMs, nowMs: clock.nowMs() };
    return embedded.read((access) => sortOut(samples, access, rules, this.slice()));
  }

  private slice(): TimeSlice {
    return new TimeSlice(this.deps.clock);
  }
}
