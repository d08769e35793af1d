/** What is known of a machine from the point that says whether it runs. */
export type RunState = 'unknown' | 'stopped' | 'running';

/** One machine and how long after its start its alarms stay quiet; moments are monotonic. */
export interface RunGate {
  readonly inhibitMs: number;
  readonly state: RunState;
  /** Since when; for `unknown` since when nothing is known. */
  readonly since: number;
  /** It was stopped when it was last known, so that running is a start. */
  readonly wasStopped: boolean;
  /** When it was last seen to start; null when it ran before anybody looked. */
  readonly startedAt: number | null;
  /** Whether it keeps its alarms quiet. */
  readonly isQuiet: boolean;
}

/** Nothing is known yet. `isQuiet`: its alarms were quiet when the process stopped. */
export const newGate = (inhibitMs: number, since: number, isQuiet: boolean): RunGate => ({
  ...{ inhibitMs, since, isQuiet, state: 'unknown', wasStopped: isQuiet, startedAt: null },
});

/** Quiet while stopped and until the start is over. What is not known for too long hides nothing. */
export function settleGate(gate: RunGate, now: number, unknownMs: number): RunGate {
  const isQuiet = shouldBeQuiet(gate, now, unknownMs);
  return isQuiet === gate.isQuiet ? gate : { ...gate, isQuiet };
}

function shouldBeQuiet(
  { state, since, startedAt, inhibitMs, isQuiet }: RunGate,
  now: number,
  unknownMs: number,
): boolean {
  switch (state) {
    case 'stopped':
      return true;
    case 'running':
      return startedAt !== null && now < startedAt + inhibitMs;
    case 'unknown':
      return isQuiet && now < since + unknownMs;
  }
}

/** The machine is seen in another state. */
export function moveGate(gate: RunGate, state: RunState, now: number): RunGate {
  if (gate.state === state) return gate;
  const moved = { ...gate, state, since: now };
  if (state === 'stopped') return { ...moved, wasStopped: true, startedAt: null };
  if (state === 'unknown') return moved;
  return { ...moved, wasStopped: false, startedAt: gate.wasStopped ? now : gate.startedAt };
}

/** When to look again though nothing is heard; null: need not be. */
export function gateDeadline(
  { state, since, startedAt, inhibitMs, isQuiet }: RunGate,
  unknownMs: number,
): number | null {
  if (!isQuiet || state === 'stopped') return null;
  if (state === 'unknown') return since + unknownMs;
  return startedAt === null ? null : startedAt + inhibitMs;
}
