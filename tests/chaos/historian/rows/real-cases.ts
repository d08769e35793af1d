import { join } from 'node:path';
import type { Block, Field } from '../devices/block.ts';
import type { Expectations } from '../oracle/judge.ts';
import { lineStart } from '../sinks/lines.ts';
import { Stage } from '../stage.ts';
import type { InfluxTeller } from './influx-teller.ts';
import type { Row } from './row.ts';

const HOUR_MS = 3_600_000;
const DEVICES = 3;
const SINK = 'influxdb';
const PERIOD_MS = 10_000;
const MINUTE_MS = 60_000;
/** Two stretches, more than an hour apart, so that they share no shard of an hour: [how long ago, cycles]. */
const STRETCHES = [
  [180 * MINUTE_MS, 150],
  [40 * MINUTE_MS, 240],
] as const;
const CAUGHT_UP_WITHIN_MS = 100_000;

/** A real InfluxDB 1.x put into a state in which it refuses something. */
export interface RealCase {
  readonly name: string;
  readonly login?: { readonly username: string; readonly password: string };
  /** Before the gateway begins. Resolves with which values the server must not take. */
  prepare(server: InfluxTeller, nowMs: number): Promise<Expectations['isRefused']>;
  /** When the gateway has noticed; what a person would do. */
  heal?(server: InfluxTeller): Promise<void>;
}

const hourOf = (timeMs: number): number => Math.floor(timeMs / HOUR_MS);

/** One whole hour is a shard of its own, and in it `value` is an integer: ours is a number. */
const typeConflict: RealCase = {
  name: 'influxdb-type-conflict',
  prepare: async (server, nowMs) => {
    const spoilt = hourOf(nowMs - STRETCHES[0][0]);
    await server.say(`CREATE DATABASE ${server.database} WITH DURATION 3d SHARD DURATION 1h`);
    // Another device, so that nobody takes the row for a served one.
    await server.write(`${lineStart(999)} value=1i ${spoilt * HOUR_MS + 1}`);
    return (_, { clock }: Block, field: Field) => field === 'value' && hourOf(clock) === spoilt;
  },
};

/** The server keeps one hour. */
const tooOld: RealCase = {
  name: 'influxdb-too-old',
  prepare: async (server, nowMs) => {
    await server.say(`CREATE DATABASE ${server.database} WITH DURATION 1h SHARD DURATION 1h`);
    return (_, { clock }: Block) => clock < nowMs - HOUR_MS;
  },
};

/** The server is one that takes small bodies only. */
const tooLarge: RealCase = {
  name: 'influxdb-413',
  prepare: async () => undefined,
};

/** Nobody may write; then the account comes to be, then its right. */
const closed: RealCase = {
  name: 'influxdb-401-403',
  login: { username: 'gateway', password: 'secret' },
  prepare: async (server) => {
    await server.say(`CREATE DATABASE ${server.database}`);
    return undefined;
  },
  heal: async (server) => {
    await server.say("CREATE USER gateway WITH PASSWORD 'secret'");
    await server.say(`GRANT ALL ON ${server.database} TO gateway`);
  },
};

/** By what the server must be started with. */
export const REAL_CASES: readonly {
  readonly settings: Readonly<Record<string, string>>;
  readonly cases: readonly RealCase[];
}[] = [
  { settings: {}, cases: [typeConflict, tooOld] },
  { settings: { INFLUXDB_HTTP_MAX_BODY_SIZE: '3000' }, cases: [tooLarge] },
  { settings: { INFLUXDB_HTTP_AUTH_ENABLED: 'true' }, cases: [closed] },
];

export async function playReal(folder: string, row: RealCase, server: InfluxTeller): Promise<Row> {
  await using cleanUp = new AsyncDisposableStack();
  const beganAt = performance.now();
  const nowMs = Date.now();
  const isRefused = await row.prepare(server, nowMs);
  const { url, database } = server;
  const sinks = [{ id: SINK, kind: 'influxdb' as const, url, database, ...row.login }];
  const stage = await Stage.set({ folder: join(folder, row.name) }, { devices: DEVICES, sinks }, cleanUp);
  for (const [agoMs, cycles] of STRETCHES) {
    stage.devices.runVirtual(nowMs - agoMs, PERIOD_MS);
    await stage.gateway.ask('poll', { cycles, flushEvery: 100 });
  }
  if (row.heal) {
    await stage.reached('the refusal is shown', 20_000, async () => (await stage.cursor(SINK)).lastError !== null);
    await row.heal(server);
  }
  await stage.caughtUp([SINK], CAUGHT_UP_WITHIN_MS);
  const verdict = await stage.judge(SINK, server.rows, isRefused);
  const seconds = (performance.now() - beganAt) / 1000;
  return { name: row.name, failures: stage.failures, verdict, requests: undefined, seconds };
}
