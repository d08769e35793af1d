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
  return missed;
}

/**
 * Earliest deadline first among the tasks that are due and whose device may be asked: without preemption this meets every
 * deadline whenever any fixed order would. The deadline is the end of the cycle.
 */
export function mostUrgent(tasks: readonly Task[], now: number, isOpen: (device: string) => boolean): Task | undefined {
  let best: Task | undefined;
  for (const task of tasks) {
    if (task.isRunning || task.dueAt > now || !isOpen(task.request.device)) continue;
    if (!best || deadline(task) < deadline(best)) best = task;
  }
  return best;
}

const deadline = (task: Task): number => task.dueAt + task.request.periodMs;

/** When the next of the tasks becomes due; infinity if none will. */
export function nextDueAt(tasks: readonly Task[], isOpen: (device: string) => boolean): number {
  let next = Number.POSITIVE_INFINITY;
  for (const task of tasks) {
    if (!task.isRunning && task.dueAt < next && isOpen(task.request.device)) next = task.dueAt;
  }
  return next;
}

/** The question most likely to be answered by a device in doubt: of those that failed least, the most frequent one. */
export function bestProbe(tasks: readonly Task[], device: string): Task | undefined {
  let best: Task | undefined;
  for (const task of tasks) {
    if (task.isRunning || task.request.device !== device) continue;
    if (!best || isBetterProbe(task, best)) best = task;
  }
  return best;
}

function isBetterProbe(task: Task, other: Task): boolean {
  if (task.failures !== other.failures) return task.failures < other.failures;
  return task.request.periodMs < other.request.periodMs;
}
