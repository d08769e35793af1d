import type { Point } from '../../../../gateway/domain/point.ts';
import { QUALITY } from '../../../../gateway/domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../../../../gateway/domain/sample.ts';
import { createBuilding, readBuilding, stepBuilding } from '../../../simulators/model/building.ts';
import { healthy } from '../../../simulators/model/inputs.ts';
import { AWAY, TEST_RUN } from './gaps.ts';
import { MINUTE, START } from './site-days.ts';

/** Everything the field says at one moment. */
export interface Frame {
  readonly at: number;
  readonly all: SampleBatch;
  /** What the duty room looks back at. */
  readonly recorded: SampleBatch;
}

/** How often the values are taken: as often as the historian writes down one that does not change. */
export const FRAME = 5 * MINUTE;

/** The model goes on in such steps, s: as in the demonstration but coarser, so that a week takes seconds. */
const STEP_S = 30;

/** A machine begins or ends to run. */
export interface RunChange {
  readonly at: number;
  readonly runs: boolean;
}

/** The model of the building, with the two things that are done to it. */
export class BuildingWeek {
  /** By tag: what the frames say of each run state. */
  readonly runChanges = new Map<string, RunChange[]>();
  private readonly model = createBuilding(1, START);
  private readonly points: readonly Point[];
  private readonly recorded: ReadonlySet<string>;
  private readonly runs = new Map<string, boolean>();
  private readonly atFirst = new Map<string, boolean>();
  private readonly runTags: ReadonlySet<string>;

  constructor(points: readonly Point[], recorded: ReadonlySet<string>, runTags: readonly string[]) {
    this.points = points;
    this.recorded = recorded;
    this.runTags = new Set(runTags);
    for (const tag of runTags) this.runChanges.set(tag, []);
  }

  /** The frames up to a moment. */
  until(end: number): readonly Frame[] {
    const frames: Frame[] = [];
    for (let at = this.model.time + FRAME; at <= end; at += FRAME) {
      while (this.model.time < at) this.step();
      frames.push(this.frame(at));
    }
    return frames;
  }

  /** Whether a machine ran, by its run state. */
  runsAt(tag: string, at: number): boolean {
    return this.runChanges.get(tag)!.findLast((change) => change.at <= at)?.runs ?? this.atFirst.get(tag)!;
  }

  private step(): void {
    stepBuilding(this.model, STEP_S, healthy);
    const { time, gensets } = this.model;
    if (time < TEST_RUN.from || time >= TEST_RUN.to) return;
    // The button on the panel: what stands is started, what would cool down goes on.
    for (const set of gensets.sets) {
      if (set.phase === 'stopped') Object.assign(set, { phase: 'prestart', timer: 0 });
      if (set.phase === 'cooling') Object.assign(set, { phase: 'running', timer: 0 });
    }
  }

  private frame(at: number): Frame {
    const [all, recorded] = [new BatchBuilder(this.points.length), new BatchBuilder(this.recorded.size)];
    const readings = readBuilding(this.model);
    for (const { index, tag, name, equipment } of this.points) {
      const value = readings[equipment]?.[name];
      if (value === undefined) continue;
      const isAway = equipment === AWAY.equipment && at >= AWAY.from && at < AWAY.to;
      const quality = isAway ? QUALITY['bad-not-connected'] : QUALITY.good;
      all.add(index, isAway ? Number.NaN : value, quality, at);
      if (this.recorded.has(tag)) recorded.add(index, isAway ? Number.NaN : value, quality, at);
      if (this.runTags.has(tag)) this.note(tag, at, value !== 0);
    }
    return { at, all, recorded };
  }

  private note(tag: string, at: number, runs: boolean): void {
    const before = this.runs.get(tag);
    this.runs.set(tag, runs);
    if (before === undefined) this.atFirst.set(tag, runs);
    if (before !== undefined && before !== runs) this.runChanges.get(tag)!.push({ at, runs });
  }
}
