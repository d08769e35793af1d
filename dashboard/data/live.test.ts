import { beforeEach, describe, expect, it } from 'vitest';
import type { ServerEvents, Snapshot } from '../../gateway/contract/live-events.ts';
import { createLiveFrame, viewLiveFrame } from '../../gateway/contract/live-frame.ts';
import type { PointState } from '../../gateway/contract/resources.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import type { WireDesk } from './alarm-api.ts';
import { createAlarmStore } from './alarm-store.ts';
import { createCell } from './cell.ts';
import { createGatewayTime } from './gateway-time.ts';
import {
  type LinkState,
  type LiveSocket,
  POINTS_PER_FRAME,
  PULSE_LIMIT_MS,
  RESTART_AFTER_MS,
  startLive,
} from './live.ts';
import { createPointStore } from './point-store.ts';

const POINT: PointState = {
  index: 3,
  tag: 'CH-1.lchwt',
  name: 'lchwt',
  equipment: 'CH-1',
  device: 'CH-1',
  title: { en: 'Leaving', zh: '出水' },
  kind: 'number',
  unit: '℃',
  decimals: 1,
  states: null,
  range: null,
  normal: [6, 8],
  scanClass: 'fast',
  periodMs: 1000,
  staleAfterMs: 3000,
  writable: false,
  expression: null,
  value: null,
  text: null,
  quality: 'bad',
  reason: 'bad-waiting',
  sourceTime: null,
};

const CALM: WireDesk = { flood: null, maintenance: [], unrecordedSince: null };

class FakeSocket implements LiveSocket {
  handlers: ServerEvents | undefined;
  link: (up: boolean) => void = () => undefined;
  answers: ((snapshot: Snapshot) => void)[] = [];
  shownSequences: number[] = [];
  restarts = 0;
  listen(handlers: ServerEvents): void {
    this.handlers = handlers;
  }
  onLink(listener: (up: boolean) => void): void {
    this.link = listener;
  }
  watches: (readonly string[] | null)[] = [];
  subscribe(tags: readonly string[] | null, answer: (snapshot: Snapshot) => void): void {
    this.watches.push(tags);
    this.answers.push(answer);
  }
  watch(tags: readonly string[] | null): void {
    this.watches.push(tags);
  }
  shown(sequence: number): void {
    this.shownSequences.push(sequence);
  }
  connect(): void {}
  restart(): void {
    this.restarts++;
  }
  close(): void {}
}

let clock: ManualClock;
let socket: FakeSocket;
let frames: (() => void)[];
const events: string[] = [];
let watching: (() => void) | undefined;

function setUp() {
  clock = new ManualClock();
  socket = new FakeSocket();
  frames = [];
  events.length = 0;
  const time = createGatewayTime(clock);
  const points = createPointStore([POINT], time.nowMs());
  const link = createCell<LinkState>({ state: 'connecting', since: time.nowMs() });
  const desk = createCell(CALM);
  const live = startLive({
    socket,
    clock,
    time,
    generation: 'g1',
    points,
    link,
    heard: createCell(0),
    alarms: createAlarmStore(),
    desk,
    onAlarms: () => events.push('alarms'),
    onNextFrame: (task) => frames.push(task),
    onOrder: () => events.push('order'),
    onRecord: ({ kind, id }) => events.push(`record ${kind} ${id}`),
    onConnection: () => events.push('connection'),
    onSessionEnded: () => events.push('session-ended'),
    onNewGeneration: () => events.push('new-generation'),
  });
  watching = points.subscribe(POINT.tag, () => events.push('reading'));
  return { live, points, link, desk };
}

function paint(): void {
  for (const task of frames.splice(0)) task();
}

function valueFrame(sequence: number, value: number): ArrayBuffer {
  const { buffer, frame } = createLiveFrame(sequence, 1, clock.nowMs());
  frame.point[0] = POINT.index;
  frame.value[0] = value;
  frame.sourceTime[0] = clock.nowMs();
  frame.quality[0] = 0;
  return buffer;
}

const pulse = (sequence: number, generation = 'g1') =>
  socket.handlers?.pulse({ generation, at: new Date(clock.nowMs()).toISOString(), sequence });

function answer(sequence: number, value: number, generation = 'g1'): void {
  const at = new Date(clock.nowMs()).toISOString();
  socket.answers.shift()?.({ generation, at, sequence, values: valueFrame(sequence, value), alarms: [], desk: CALM });
}

it('calls a gateway lost that never answers a page that has just opened', () => {
  const { link } = setUp();
  clock.advance(PULSE_LIMIT_MS);
  expect(link.get().state).toBe('connecting');
  clock.advance(1000);
  expect(link.get().state).toBe('lost');
  socket.link(true);
  answer(10, 6.9);
  expect(link.get().state).toBe('live');
});

it('asks for what the screen shows, once for all that changes before a repaint, and again when the link comes back', () => {
  const { points } = setUp();
  socket.link(true);
  expect(socket.watches).toEqual([[POINT.tag]]);
  answer(10, 6.9);
  paint();
  socket.watches.length = 0;
  const leave = points.subscribe(POINT.tag, () => undefined);
  paint();
  expect(socket.watches).toEqual([]);
  leave();
  watching?.();
  points.subscribe(POINT.tag, () => undefined)();
  paint();
  expect(socket.watches).toEqual([[]]);
  socket.link(false);
  points.subscribe(POINT.tag, () => undefined);
  paint();
  expect(socket.watches).toHaveLength(1);
  socket.link(true);
  expect(socket.watches.at(-1)).toEqual([POINT.tag]);
});

describe('live', () => {
  let parts: ReturnType<typeof setUp>;
  beforeEach(() => {
    parts = setUp();
    socket.link(true);
    answer(10, 6.9);
    paint();
  });

  it('shows the snapshot and says so to the gateway', () => {
    expect(parts.points.read(POINT.tag)).toMatchObject({ value: 6.9, standing: 'good' });
    expect(parts.link.get().state).toBe('live');
    expect(socket.shownSequences).toEqual([10]);
  });

  it('repaints once for many frames', () => {
    socket.handlers?.values(valueFrame(11, 7));
    socket.handlers?.values(valueFrame(12, 7.1));
    events.length = 0;
    paint();
    expect(events).toEqual(['reading']);
    expect(parts.points.read(POINT.tag)?.value).toBe(7.1);
  });

  it('draws a full screen over several frames, and says that it is shown with the last', () => {
    const many = createPointStore(
      Array.from({ length: 3 * POINTS_PER_FRAME }, (_, index) => ({ ...POINT, index, tag: `p${index}` })),
      0,
    );
    const told: number[] = [];
    for (let i = 0; i < 3 * POINTS_PER_FRAME; i++) many.subscribe(`p${i}`, () => told.push(i));
    const { buffer, frame } = createLiveFrame(1, 3 * POINTS_PER_FRAME, 1000);
    for (let i = 0; i < 3 * POINTS_PER_FRAME; i++) {
      frame.point[i] = i;
      frame.value[i] = i;
      frame.sourceTime[i] = 1000;
    }
    many.apply(viewLiveFrame(buffer));
    const more = [many.flush(POINTS_PER_FRAME), many.flush(POINTS_PER_FRAME), many.flush(POINTS_PER_FRAME)];
    expect(more).toEqual([true, true, false]);
    expect(told).toEqual(Array.from({ length: 3 * POINTS_PER_FRAME }, (_, i) => i));
  });

  it('asks for the snapshot again after a gap, and shows nothing of the frame behind it', () => {
    socket.handlers?.values(valueFrame(12, 9));
    paint();
    expect(socket.answers).toHaveLength(1);
    expect(parts.points.read(POINT.tag)?.value).toBe(6.9);
    answer(12, 9.5);
    paint();
    expect(parts.points.read(POINT.tag)?.value).toBe(9.5);
  });

  it('notices a lost frame by the pulse', () => {
    pulse(11);
    expect(socket.answers).toHaveLength(1);
  });

  it('calls the link lost after three silent seconds, and every value stale', () => {
    clock.advance(4000);
    expect(parts.link.get()).toMatchObject({ state: 'lost' });
    expect(parts.points.read(POINT.tag)).toMatchObject({ value: 6.9, standing: 'stale' });
    expect(parts.points.read(POINT.tag)?.ageSeconds).toBeGreaterThanOrEqual(3);
  });

  it('calls a value stale that is not renewed although the link lives', () => {
    for (let second = 0; second < 5; second++) {
      clock.advance(1000);
      pulse(10);
    }
    clock.advance(1000);
    expect(parts.link.get().state).toBe('live');
    expect(parts.points.read(POINT.tag)?.standing).toBe('stale');
  });

  it('starts another connection when one stays silent', () => {
    clock.advance(RESTART_AFTER_MS + 2000);
    expect(socket.restarts).toBe(1);
  });

  it('hears that the gateway was started anew, and that the session ended', () => {
    pulse(0, 'g2');
    socket.handlers?.resynchronise('session-ended');
    expect(events.slice(-2)).toEqual(['new-generation', 'session-ended']);
  });

  it('takes the state of the desk, and says when alarms have changed', () => {
    const flood = { since: '2026-11-21T20:00:00.000Z', count: 11, firstOut: null };
    socket.handlers?.desk({ flood, maintenance: [], unrecordedSince: null });
    expect(parts.desk.get().flood).toEqual(flood);
    events.length = 0;
    socket.handlers?.alarms([]);
    expect(events).toEqual(['alarms']);
  });

  it('leaves no timer behind', () => {
    parts.live.stop();
    expect(clock.pending).toBe(0);
  });
});
