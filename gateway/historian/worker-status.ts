import type { HistorianStatus } from '../ports/historian.ts';

/** What the worker knows; the rest is known on the main side. */
export type WorkerStatus = Omit<HistorianStatus, 'flow'>;

/** Before the worker has said anything. */
export const EMPTY_STATUS: WorkerStatus = {
  loggedSamples: 0,
  droppedSamples: 0,
  logBytes: 0,
  historyBytes: 0,
  cursors: [],
  losses: [],
  damagedRecords: 0,
  healthy: true,
  problem: null,
};
