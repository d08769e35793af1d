import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PAPER, paperDraft, withLine } from '../../tests/harness/example-records.ts';
import { fakeAlarm } from '../../tests/harness/fake-alarms.ts';
import { settle } from '../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { type FakeWeb, fakeConnection, fakeOrder, startFakeWeb } from '../../tests/harness/web-fakes.ts';
import type { ClientEvents, ServerEvents, Snapshot } from '../contract/live-events.ts';
import { type LiveFrame, viewLiveFrame } from '../contract/live-frame.ts';
import { BatchBuilder } from '../domain/sample.ts';
import type { Metrics } from '../ports/metrics.ts';
import { LiveHub } from './live-hub.ts';

type Client = Socket<ServerEvents, ClientEvents>;

const noMetrics: Metrics = {
  counter: () => ({ add: () => {} }),
  gauge: () => ({ set: () => {} }),
  histogram: () => ({ observe: () => {} }),
};

let web: FakeWeb;
let hub: LiveHub;
let records: MemoryRecordBook;
let url: string;
let opened: Client[];

beforeEach(async () => {
  web = await startFakeWeb();
  const { site, latest, alarms, orders: workOrders, plant, clock } = web;
  records = new MemoryRecordBook();
  const { app, sessions } = web.http;
  const services = { site, latest, alarms, workOrders, records, plant, sessions, clock };
  hub = new LiveHub({ server: app.server, generation: 'g1', logger: silentLogger, metrics: noMetrics, ...services });
  await web.http.listen();
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  opened = [];
});

afterEach(async () => {
  for (const client of opened) client.disconnect();
  await hub.close();
  await web.http.close();
});

function open(headers: Record<string, string>): Client {
  const client: Client = io(url, {
    transports: ['websocket'],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  });
  opened.push(client);
  return client;
}

const next = <T>(client: Client, event: string): Promise<T> =>
  new Promise((resolve) => {
    client.once(event as 'pulse', (item) => resolve(item as T));
  });

async function connect(who: Parameters<FakeWeb['cookieFor']>[0] = 'viewer'): Promise<Client> {
  const client = open({ cookie: await web.cookieFor(who) });
  await next(client, 'connect');
  return client;
}

const subscribe = (client: Client, tags: readonly string[] | null): Promise<Snapshot> =>
  new Promise((resolve) => client.emit('subscribe', tags, resolve));

/** In this process frames arrive as Node buffers, which may share memory; a browser gets an ArrayBuffer of its own. */
function frameOf(received: ArrayBuffer | Uint8Array): LiveFrame {
  return viewLiveFrame(new Uint8Array(received).slice().buffer);
}

function sample(...values: readonly (readonly [point: number, value: number])[]): void {
  const batch = new BatchBuilder();
  for (const [point, value] of values) batch.add(point, value, 0, 1000);
  web.latest.take(batch);
}

it.each([
  ['nobody', async () => ({})],
  ['a made-up session', async () => ({ cookie: `plantroom_session=${'a'.repeat(43)}` })],
  ['a page of another site', async () => ({ cookie: await web.cookieFor('admin'), origin: 'https://evil.example' })],
])('refuses %s at the handshake', async (_who, headers) => {
  await next(open(await headers()), 'connect_error');
  expect(hub.size).toBe(0);
});

it('admits a page of its own', async () => {
  const client = open({ cookie: await web.cookieFor('viewer'), origin: url });
  await next(client, 'connect');
  expect(hub.size).toBe(1);
});

it('sends what is watched from now on, beginning with the values that are new to it, and nothing else', async () => {
  sample([0, 1.5], [1, 2.5]);
  web.clock.advance(100);
  const client = await connect();
  await subscribe(client, ['PUMP-1.p0']);
  const frames: LiveFrame[] = [];
  client.on('values', (frame) => {
    frames.push(frameOf(frame));
    client.emit('shown', frames.at(-1)!.sequence);
  });
  // What is new comes at once, whatever the clock says.
  const first = next(client, 'values');
  client.emit('watch', ['PUMP-1.p1', 'NO.such']);
  await first;
  sample([0, 9], [1, 3.5]);
  while (frames.length < 2) {
    web.clock.advance(100);
    await settle();
  }
  expect(frames.map(({ point, value }) => [[...point], [...value]])).toEqual([
    [[1], [2.5]],
    [[1], [3.5]],
  ]);
  client.emit('watch', 'everything' as never);
  await next(client, 'disconnect');
});

it('answers a subscription with values and open alarms, then sends only what changed', async () => {
  sample([0, 1.5], [1, 2.5]);
  web.alarms.alarms = [fakeAlarm('A~1', { activeAt: 1 }), fakeAlarm('B~1', { activeAt: 2 })];
  web.clock.advance(250);
  const client = await connect();
  const snapshot = await subscribe(client, ['PUMP-1.p1', 'PUMP-2.p0', 'NO.such']);
  expect(snapshot).toMatchObject({ generation: 'g1', sequence: 1 });
  expect(snapshot.alarms.map((alarm) => [alarm.id, alarm.activeAt])).toEqual([
    ['B~1', '1970-01-01T00:00:00.002Z'],
    ['A~1', '1970-01-01T00:00:00.001Z'],
  ]);
  expect(snapshot.desk).toMatchObject({ flood: null, maintenance: [{ since: '1970-01-01T00:00:01.000Z' }] });
  const first = frameOf(snapshot.values);
  expect([[...first.point], [...first.value]]).toEqual([
    [1, 10],
    [2.5, Number.NaN],
  ]);

  const frame = next<ArrayBuffer>(client, 'values');
  sample([0, 9], [10, 7]);
  web.clock.advance(250);
  const delta = frameOf(await frame);
  expect([delta.sequence, [...delta.point], [...delta.value]]).toEqual([2, [10], [7]]);
});

it('sends the newest values only, and only after the last frame was shown', async () => {
  const client = await connect();
  await subscribe(client, null);
  const frames: LiveFrame[] = [];
  client.on('values', (frame) => frames.push(frameOf(frame)));
  for (let value = 1; value <= 40; value++) {
    sample([3, value]);
    web.clock.advance(250);
  }
  await pulse(client, 2);
  expect(frames.map((frame) => [frame.sequence, frame.value[0]])).toEqual([[2, 1]]);
  client.emit('shown', 2);
  await pulse(client, 3);
  expect(frames.map((frame) => [frame.sequence, frame.value[0]])).toEqual([
    [2, 1],
    [3, 40],
  ]);
});

/** Moves time until a pulse names the sequence; every frame up to it has then arrived. */
async function pulse(client: Client, sequence: number): Promise<void> {
  let heard = 0;
  client.on('pulse', (one) => {
    heard = one.sequence;
  });
  while (heard < sequence) {
    web.clock.advance(1000);
    await settle();
  }
}

it('tells every second that it lives', async () => {
  const client = await connect();
  const heard = next(client, 'pulse');
  web.clock.advance(1000);
  expect(await heard).toEqual({ generation: 'g1', at: '2026-01-05T08:00:01.000Z', sequence: 0 });
});

it('passes on alarms, connections and work orders, the latter with the steps of the person', async () => {
  const [viewer, operator] = [await connect('viewer'), await connect('operator')];
  const heard = [
    next(viewer, 'alarms'),
    next(viewer, 'desk'),
    next(viewer, 'connection'),
    next<{ steps: string[] }>(viewer, 'work-order'),
    next<{ steps: string[] }>(operator, 'work-order'),
  ];
  web.alarms.emit(fakeAlarm());
  web.alarms.emitDesk({ flood: { since: 1000, count: 37, firstOut: 'A~1' }, maintenance: [], unrecordedSince: null });
  web.clock.advance(50);
  web.plant.emit(fakeConnection());
  web.orders.emit(fakeOrder());
  expect(await Promise.all(heard)).toMatchObject([
    [{ id: 'PUMP-1.high~1', activeAt: '1970-01-01T00:00:02.000Z' }],
    { flood: { since: '1970-01-01T00:00:01.000Z', count: 37, firstOut: 'A~1' } },
    { id: 'bus-1', stateSince: '1970-01-01T00:00:01.000Z' },
    { id: 1, steps: [] },
    { id: 1, steps: ['assign', 'start', 'cancel', 'comment'] },
  ]);
});

it('says of a record that it has changed, once for what happens in a moment, and nothing of what it says', async () => {
  const client = await connect();
  const heard = next(client, 'record');
  const papers = records.of(PAPER);
  await papers.open(paperDraft('a'));
  await papers.change(1, withLine('secret'));
  web.clock.advance(50);
  expect(await heard).toEqual({ id: 1, kind: 'complaint', key: 'a', state: 'open', version: 2 });
});

it('ends at once with the session, and within 30 s when the session was ended elsewhere', async () => {
  const one = await connect('operator');
  const cookie = await web.cookieFor('admin');
  const told = next(one, 'resynchronise');
  const gone = next(one, 'disconnect');
  await web.http.app.inject({
    method: 'PATCH',
    url: '/api/v1/accounts/operator',
    payload: { disabled: true },
    headers: { cookie },
  });
  expect(await told).toBe('session-ended');
  await gone;

  const two = await connect('viewer');
  const toldToo = next(two, 'resynchronise');
  web.accounts.sessions.clear();
  web.clock.advance(30_000);
  expect(await toldToo).toBe('session-ended');
  expect(hub.size).toBe(0);
});

it('cuts off a browser that sends nonsense or far too much', async () => {
  const rude = await connect();
  const cut = next(rude, 'disconnect');
  rude.emit('subscribe', 'everything' as never, () => {});
  await cut;
  const flood = await connect();
  const stopped = next(flood, 'disconnect');
  for (let i = 0; i < 150; i++) flood.emit('shown', i);
  await stopped;
  expect(hub.size).toBe(0);
});

it('keeps a bounded amount for a browser that reads nothing, then tells it to start afresh', async () => {
  const client = await connect();
  // The engine below the client stops taking bytes off the network.
  const engine = client.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } };
  engine.transport.ws._socket.pause();
  const big = { en: 'x'.repeat(4000), zh: 'x' };
  for (let sent = 0; hub.size > 0 && sent < 5000; sent++) {
    web.alarms.emit(fakeAlarm('A~1', { title: big }));
    web.clock.advance(50);
    if (sent % 100 === 0) await settle();
  }
  expect(hub.size).toBe(0);
  const told = next(client, 'resynchronise');
  engine.transport.ws._socket.resume();
  expect(await told).toBe('fell-behind');
});

it('takes no more than two hundred browsers', async () => {
  const cookie = await web.cookieFor('viewer');
  const many = Array.from({ length: 200 }, () => open({ cookie }));
  await Promise.all(many.map((client) => next(client, 'connect')));
  await next(open({ cookie }), 'connect_error');
  expect(hub.size).toBe(200);
});

it('leaves no timer behind', async () => {
  const before = web.clock.pending;
  await hub.close();
  expect(web.clock.pending).toBe(before - 3);
});
