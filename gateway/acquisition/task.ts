import type { ReadRequest } from '../ports/driver.ts';

/** A request and when it is due. Times are monotonic ms. */
export interface Task {
  readonly request: ReadRequest;
  /** The grid of this task: phaseMs + k · period. */
  readonly phaseMs: number;
  dueAt: number;
  isRunning: boolean;
  /** Reads in a row that got no answer. */
  failures: number;
  /** Its points have been marked bad for that. */
  isMarked: boolean;
}

/** A task due at `dueAt` that keeps to the grid of its phase (0 to 1 of a period) from then on. */
export function newTask(request: ReadRequest, dueAt: number, phase: number): Task {
  const phaseMs = (phase % 1) * request.periodMs;
  return { request, phaseMs, dueAt, isRunning: false, failures: 0, isMarked: false };
}

/**
 * Moves a finished task to its next grid point after `now` and gives how many cycles were missed on the way.
 * Missed cycles are never made up.
 */
export function advance(task: Task, now: number): number {
  const { periodMs } = task.request;
  const missed = Math.max(0, Math.floor((now - task.dueAt) / periodMs));
  task.dueAt = (Math.floor((now - task.phaseMs) / periodMs) + 1) * periodMs + task.phaseMs;
  // A phase is a fraction: rounding may give the very moment, which would be asked twice.
  if (task.dueAt <= now) task.dueAt += periodMs;
  return missed;
}

/** The end of the cycle. */
export const deadline = (task: Task): number => task.dueAt + task.request.periodMs;

export function isBetterProbe(task: Task, other: Task): boolean {
  if (task.failures !== other.failures) return task.failures < other.failures;
  return task.request.periodMs < other.request.periodMs;
}
