import type { FaultBoard } from './faults/board.ts';
import { type Building, longestStep, readBuilding, showSensors, stepBuilding } from './model/building.ts';
import type { Readings } from './model/readings.ts';
import { setPoint } from './model/settings.ts';

/** What happens outside the model when it has moved on; `time` is the wall time of the new state. */
export interface RunnerEvents {
  /** After every tick. */
  moved(time: number, readings: Readings): void;
  /** When sensors have measured: the leak cables every 2 s, all others every 5 s. */
  measured(time: number, fresh: Readings): void;
}

const tickMs = 100;
const leakEveryMs = 2_000;
const sensorsEveryMs = 5_000;
/** A computer that slept does not make the model run for hours at once. */
const longestGapMs = 2_000;

/** Moves the model in real time times `speed`, every 100 ms, and keeps the present readings. */
export class Runner {
  private readonly building: Building;
  private readonly board: FaultBoard;
  private readonly speed: number;
  private readonly events: RunnerEvents;
  private timer: NodeJS.Timeout | undefined;
  private last = 0;
  private nextLeak = 0;
  private nextSensors = 0;
  private present: Readings;

  constructor(building: Building, board: FaultBoard, speed: number, events: RunnerEvents) {
    this.building = building;
    this.board = board;
    this.speed = speed;
    this.events = events;
    this.present = readBuilding(building);
  }

  readings(): Readings {
    return this.present;
  }

  /** A controller has taken a value from outside; it shows at once. */
  set(equipment: string, point: string, value: number): void {
    setPoint(this.building, equipment, point, value);
    this.present = readBuilding(this.building);
  }

  /** Begins to tick; the first tick happens at once. */
  start(): void {
    this.last = performance.now();
    this.nextLeak = this.last;
    this.nextSensors = this.last;
    this.tick();
    this.timer = setInterval(() => this.tick(), tickMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = performance.now();
    this.advance((this.speed * Math.min(longestGapMs, now - this.last)) / 1000);
    this.last = now;
    const fresh = this.measure(now);
    this.present = readBuilding(this.building);
    const time = Date.now();
    this.events.moved(time, this.present);
    if (fresh) this.events.measured(time, fresh);
  }

  private advance(seconds: number): void {
    const steps = Math.ceil(seconds / longestStep);
    for (let step = 0; step < steps; step++) stepBuilding(this.building, seconds / steps, this.board.modelInputs());
  }

  private measure(now: number): Readings | undefined {
    const leaks = now >= this.nextLeak;
    const others = now >= this.nextSensors;
    if (leaks) this.nextLeak += leakEveryMs;
    if (others) this.nextSensors += sensorsEveryMs;
    if (!leaks && !others) return undefined;
    return showSensors(this.building, this.board.modelInputs(), { leaks, others });
  }
}
