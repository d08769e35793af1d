import type { Point } from '../../../../gateway/domain/point.ts';
import { QUALITY } from '../../../../gateway/domain/quality.ts';
import { BatchBuilder, type SampleBatch } from '../../../../gateway/domain/sample.ts';
import { createBuilding, readBuilding, stepBuilding } from '../../../simulators/model/building.ts';
import { healthy, type ModelInputs } from '../../../simulators/model/inputs.ts';
import { AWAY, TEST_RUN, TRIPPED } from './gaps.ts';
import { MINUTE, START } from './site-days.ts';

/** Everything the field says at one moment. */
export interface Frame {
  readonly at: number;
  readonly all: SampleBatch;
  /** What the duty room looks back at. */
  readonly recorded: SampleBatch;
  /** Devices that were lost or came back since the frame before. */
  readonly devices: readonly { readonly device: string; readonly isLost: boolean }[];
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

const oneTripped: ModelInputs = { ...healthy, trippedChillers: new Set([TRIPPED.equipment]) };

/** The model of the building, with what happens to it in the week. */
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
    stepBuilding(this.model, STEP_S, isDuring(TRIPPED, this.model.time) ? oneTripped : healthy);
    const { time, gensets } = this.model;
    if (!isDuring(TEST_RUN, time)) return;
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
      const isAway = equipment === AWAY.equipment && isDuring(AWAY, at);
      const quality = isAway ? QUALITY['bad-not-connected'] : QUALITY.good;
      all.add(index, isAway ? Number.NaN : value, quality, at);
      if (this.recorded.has(tag)) recorded.add(index, isAway ? Number.NaN : value, quality, at);
      if (this.runTags.has(tag)) this.note(tag, at, value !== 0);
    }
    return { at, all, recorded, devices: this.newsOf(at) };
  }

  private newsOf(at: number): Frame['devices'] {
    const isLost = isDuring(AWAY, at);
    if (isLost === isDuring(AWAY, at - FRAME)) return [];
    const device = this.points.find(({ equipment }) => equipment === AWAY.equipment)!.device;
    return [{ device, isLost }];
  }

  private note(tag: string, at: number, runs: boolean): void {
    const before = this.runs.get(tag);
    this.runs.set(tag, runs);
    if (before === undefined) this.atFirst.set(tag, runs);
    if (before !== undefined && before !== runs) this.runChanges.get(tag)!.push({ at, runs });
  }
}

const isDuring = ({ from, to }: { readonly from: number; readonly to: number }, at: number): boolean =>
  at >= from && at < to;
