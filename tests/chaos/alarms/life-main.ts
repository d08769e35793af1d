import { openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type AlarmSystem, startAlarmSystem } from '../../../gateway/assembly/alarm-system.ts';
import type { Alarm } from '../../../gateway/domain/alarm.ts';
import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { StopStack } from '../../../gateway/observability/stop-stack.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import { openStore, type Store } from '../../../gateway/store/open-store.ts';
import { createFastClock } from '../../harness/fast-clock.ts';
import { loadedAlarms } from '../../harness/loaded-alarms.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { type FromLife, type LifeSettings, SPEED, STEP_MS, type ToLife } from './life-protocol.ts';
import { CYCLE, conditionOf, POINTS, Storm, stormConditions } from './storm-plan.ts';

/**
 * The program that is killed: alarms, duty and delivery as the gateway assembles them, in a plant whose mains fail again and again. What the
 * plant does is in the journal before the alarms hear of it, what they say when it was heard.
 */
const settings: LifeSettings = JSON.parse(process.argv[2] ?? '');
const journal = openSync(settings.journal, 'a');
const storm = new Storm(settings.seed);
const clock = createFastClock(SPEED, settings.baseMs + (Date.now() - settings.baseMs) * SPEED);
const batch = new BatchBuilder(POINTS);
const stops = new StopStack(clock, silentLogger);
const IN_ALARM = 85;
const NORMAL = 20;

interface Running {
  readonly system: AlarmSystem;
  readonly store: Store;
}
let running: Running | undefined;
let next = 0;
let isFinishing = false;
let isBehind = false;

const say = (message: FromLife): void => void writeSync(1, `${JSON.stringify(message)}\n`);
const note = (...words: readonly (string | number | null)[]): void => void writeSync(journal, `${words.join(' ')}\n`);

async function go(step: number): Promise<void> {
  const beganAt = performance.now();
  note('o', clock.nowMs());
  const store = await openStore({ folder: settings.folder, clock, logger: silentLogger });
  stops.push('store', () => store.close());
  const system = await startAlarmSystem(
    {
      ...{ loaded: loadedAlarms(stormConditions(), settings.url), store, clock },
      ...{ logger: silentLogger, metrics: silentMetrics, random: Math.random, fetch },
    },
    stops,
  );
  running = { system, store };
  system.engine.service.onChange((alarm) => hear(system, alarm));
  say({ kind: 'opened', openMs: performance.now() - beganAt });
  readAll(system, step);
  next = step + 1;
  const timer = systemClock.every(STEP_MS, () => play(system));
  stops.push('plant', () => timer.cancel());
}

/** The first look at every point. */
function readAll({ engine }: AlarmSystem, step: number): void {
  const active = storm.inAlarm(step);
  const at = clock.nowMs();
  note('f', step, at);
  batch.clear();
  for (let point = 0; point < POINTS; point++) batch.add(point, active.has(point) ? IN_ALARM : NORMAL, 0, at);
  engine.onSamples(batch);
}

const isOver = (): boolean => isFinishing && next % CYCLE === 0;

function play(system: AlarmSystem): void {
  if (isOver()) return;
  const { values, acknowledgements } = storm.step(next);
  const at = clock.nowMs();
  note('s', next, at);
  next++;
  batch.clear();
  for (const [point, isAlarm] of values) batch.add(point, isAlarm ? IN_ALARM : NORMAL, 0, at);
  system.engine.onSamples(batch);
  for (const { point, person } of acknowledgements) void acknowledge(system, point, person);
}

async function acknowledge({ engine }: AlarmSystem, point: number, person: string): Promise<void> {
  const action = { kind: 'acknowledge', occurrence: null, note: null } as const;
  const outcome = await engine.service.act(conditionOf(point), action, { name: person, role: 'engineer', via: 'ui' });
  if (outcome.ok && outcome.value) note('k', outcome.value.id, person);
}

/** While the store is slow alarms are shown before they are durable; nothing is promised until everything shown then is. */
function hear({ engine }: AlarmSystem, { id, occurrence, state, acknowledgedBy }: Alarm): void {
  const { healthy, waitingTransitions } = engine.status();
  isBehind = !healthy || (isBehind && waitingTransitions > 0);
  if (!isBehind) note('d', id, occurrence, state, acknowledgedBy ?? '-');
}

async function tellStatus({ system, store }: Running): Promise<void> {
  const counts = await store.outbox.counts();
  const notices = counts.reduce((sum, { waiting }) => sum + waiting, 0);
  say({ kind: 'status', isOver: isOver(), transitions: system.engine.status().waitingTransitions, notices });
}

async function obey(command: ToLife): Promise<void> {
  if (command.kind === 'go')
    return go(command.step).catch((error: unknown) => say({ kind: 'refused', problem: String(error) }));
  if (!running) return;
  switch (command.kind) {
    case 'finish':
      isFinishing = true;
      return;
    case 'status':
      return tellStatus(running);
    case 'close':
      await stops.drain();
      say({ kind: 'closed' });
      process.exit(0);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => void obey(JSON.parse(line)));
say({ kind: 'booted' });
