import type { ReadRequest } from '../ports/driver.ts';
import { Heap } from './heap.ts';
import { advance, deadline, isBetterProbe, newTask, type Task } from './task.ts';

/** What a driver learned is tried soon, even for a slow class. */
const LONGEST_FIRST_WAIT_MS = 1_000;

/**
 * The questions of one link in the order in which they should be asked: earliest deadline first among those that are due
 * and whose device may be asked. Without preemption this meets every deadline whenever any fixed order would. Every step
 * costs O(log n); only a device that opens or closes and a new plan cost more. Times are monotonic ms.
 */
export class Schedule {
  /** Of open devices, not yet due. */
  private readonly waiting = new Heap<Task>((task) => task.dueAt);
  /** Of open devices, due. */
  private readonly ready = new Heap<Task>(deadline);
  private readonly open = new Set<string>();
  private byRequest = new Map<ReadRequest, Task>();
  private byDevice = new Map<string, Task[]>();
  private readonly firstPhase: number;

  /** `firstPhase`, 0 to 1: where in its period the first question lies, so that several links do not ask in step. */
  constructor(firstPhase: number) {
    this.firstPhase = firstPhase;
  }

  /** Takes over the driver's plan; questions that are still in it keep their place on the grid. */
  replan(plan: readonly ReadRequest[], now: number): void {
    const former = this.byRequest;
    const tasks = plan.map((request, i) => {
      const dueAt = now + Math.min(request.periodMs, LONGEST_FIRST_WAIT_MS);
      return former.get(request) ?? newTask(request, dueAt, this.firstPhase + i / plan.length);
    });
    this.byRequest = new Map(tasks.map((task) => [task.request, task]));
    this.byDevice = Map.groupBy(tasks, (task) => task.request.device);
    this.waiting.clear();
    this.ready.clear();
    for (const task of tasks) this.queue(task);
  }

  /** Whether the questions of a device may be asked in their turn. */
  setOpen(device: string, isOpen: boolean): void {
    if (this.open.has(device) === isOpen) return;
    if (isOpen) this.open.add(device);
    else this.open.delete(device);
    for (const task of this.tasksOf(device)) {
      if (isOpen) this.queue(task);
      else this.unqueue(task);
    }
  }

  tasksOf(device: string): readonly Task[] {
    return this.byDevice.get(device) ?? [];
  }

  /** Whether a question is due at `now`. */
  isDue(now: number): boolean {
    this.ripen(now);
    return this.ready.size > 0;
  }

  /** The most urgent question that is due, begun. */
  begin(now: number): Task | undefined {
    this.ripen(now);
    const task = this.ready.take();
    if (task) task.isRunning = true;
    return task;
  }

  /** The question most likely to be answered by a device in doubt, begun: of those that failed least, the most frequent one. */
  beginProbe(device: string): Task | undefined {
    let best: Task | undefined;
    for (const task of this.tasksOf(device)) {
      if (!task.isRunning && (!best || isBetterProbe(task, best))) best = task;
    }
    if (!best) return undefined;
    this.unqueue(best);
    best.isRunning = true;
    return best;
  }

  /** A question has ended; gives how many cycles were missed. It waits for its next place on the grid. */
  end(task: Task, now: number): number {
    const missed = advance(task, now);
    this.release(task);
    return missed;
  }

  /** A question has ended without having been asked, or on a link that is gone: it keeps its place. */
  release(task: Task): void {
    task.isRunning = false;
    // It may have been dropped from the plan meanwhile.
    if (this.byRequest.get(task.request) === task) this.queue(task);
  }

  /** Questions of the device are due now: those that are meant. */
  hurry(device: string, now: number, isMeant: (task: Task) => boolean): void {
    for (const task of this.tasksOf(device).filter(isMeant)) {
      this.unqueue(task);
      task.dueAt = now;
      this.queue(task);
    }
  }

  /** When the next question becomes due; infinity if none will. */
  nextDueAt(): number {
    return this.ready.first()?.dueAt ?? this.waiting.first()?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  /** What the questions of open devices leave free of the shortest of their periods, ms; infinity when there are none. */
  roomMs(): number {
    let shortest = Number.POSITIVE_INFINITY;
    let load = 0;
    for (const device of this.open) {
      for (const { request } of this.tasksOf(device)) {
        shortest = Math.min(shortest, request.periodMs);
        load += request.estimateMs / request.periodMs;
      }
    }
    return shortest * Math.max(0, 1 - load);
  }

  private ripen(now: number): void {
    for (let next = this.waiting.first(); next && next.dueAt <= now; next = this.waiting.first()) {
      this.waiting.take();
      this.ready.add(next);
    }
  }

  private queue(task: Task): void {
    if (!task.isRunning && this.open.has(task.request.device)) this.waiting.add(task);
  }

  private unqueue(task: Task): void {
    this.waiting.remove(task);
    this.ready.remove(task);
  }
}
