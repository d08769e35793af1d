import { execFile, spawnSync } from 'node:child_process';
import { connect as connectSocket } from 'node:net';
import { promisify } from 'node:util';
import { connectAsync } from 'mqtt';
import { AttributeIds, MessageSecurityMode, OPCUAClient, SecurityPolicy } from 'node-opcua-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../harness/free-port.ts';
import { type RunningBuilding, startBuilding } from './building.ts';

const python = '/usr/bin/python3';
const hasPymodbus = spawnSync(python, ['-c', 'import pymodbus']).status === 0;
let building: RunningBuilding;
let portBase: number;
let control: string;

beforeAll(async () => {
  portBase = (await freePorts(20)) - 1;
  building = await startBuilding({ seed: 3, portBase, controlPort: 0 });
  control = `http://127.0.0.1:${building.ports.control}`;
});
afterAll(async () => building?.stop());

/** Sends one request of the input registers 0 and 1 to a unit of the connection `feeders` and waits for an answer. */
function ask(unit: number, waitMs: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = connectSocket(building.ports.feeders!, '127.0.0.1');
    const end = (answer: Buffer | undefined) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(undefined), waitMs);
    socket.once('data', end);
    socket.once('error', () => end(undefined));
    socket.write(Buffer.from([0, 1, 0, 0, 0, 6, unit, 4, 0, 0, 0, 2]));
  });
}

async function readLift(port: number, name: string, encrypted: boolean) {
  const client = OPCUAClient.create({
    securityMode: encrypted ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None,
    securityPolicy: encrypted ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None,
    connectionStrategy: { maxRetry: 0 },
  });
  try {
    await client.connect(`opc.tcp://127.0.0.1:${port}`);
    const session = await client.createSession();
    const index = (await session.readNamespaceArray()).indexOf('urn:a-tower:lifts');
    const value = await session.read({ nodeId: `ns=${index};s=${name}`, attributeId: AttributeIds.Value });
    await session.close();
    return value;
  } finally {
    await client.disconnect();
  }
}

test.skipIf(!hasPymodbus)('a Modbus stack of other origin reads what the truth says', async () => {
  const script = new URL('modbus/field-check.py', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(python, [script, String(portBase)]);
  const { found, refused } = JSON.parse(stdout) as Record<string, Record<string, number>>;
  const truth = building.truth();
  for (const [tag, value] of Object.entries(found!)) {
    const expected = truth[tag]!.value;
    expect(Math.abs(value - expected), tag).toBeLessThanOrEqual(0.03 * Math.abs(expected));
  }
  expect(refused).toEqual({ 'unknown unit': 11, 'outside the map': 2, 'too many': 3, write: 1, 'block of a drive': 2 });
});

describe('OPC UA', () => {
  test('a lift can be read plainly and encrypted', async () => {
    for (const encrypted of [false, true]) {
      const value = await readLift(building.ports['lifts-a']!, 'L01.Car_Mode', encrypted);
      expect(value.value.value).toBe(1);
      expect(value.statusCode.name).toBe('Good');
      expect(value.sourceTimestamp).toBeInstanceOf(Date);
    }
  });

  test('a mute lift has the status BadNoCommunication', async () => {
    await building.fault('device-mute', { device: 'L07' });
    await expect
      .poll(async () => (await readLift(building.ports['lifts-b']!, 'L07.Car_Position', false)).statusCode.name)
      .toBe('BadNoCommunication');
    await building.clear('device-mute');
  });

  test('a server that was down comes back on its port', async () => {
    await building.fault('opcua-down');
    await expect(readLift(building.ports['lifts-a']!, 'L01.Car_Mode', false)).rejects.toThrow();
    await building.clear('opcua-down');
    expect((await readLift(building.ports['lifts-a']!, 'L01.Car_Mode', false)).value.value).toBe(1);
  });
});

test('MQTT: the retained message of a sensor says what the truth says', async () => {
  const client = await connectAsync(`mqtt://127.0.0.1:${building.ports.broker}`, { reconnectPeriod: 0 });
  const message = new Promise<Record<string, unknown>>((resolve) => {
    client.once('message', (_topic, payload) => resolve(JSON.parse(payload.toString())));
  });
  await client.subscribeAsync('a-tower/room/R04/state', { qos: 1 });
  const { temperature, time } = await message;
  expect(temperature).toBe(building.truth(Date.parse(String(time)), 'R04.temperature')['R04.temperature']!.value);
  await client.endAsync();
});

describe('faults of a line', () => {
  test('mute, exception, garbage and delay do what they say, and only to their device', async () => {
    await building.fault('device-mute', { device: 'F03' });
    await building.fault('exception-6', { device: 'F04' });
    await building.fault('garbage', { device: 'F05' });
    await building.fault('device-slow', { device: 'F06', seconds: 0.4 });
    const asked = performance.now();
    const [mute, busy, garbage, well, slow] = await Promise.all([
      ask(3, 300),
      ask(4, 900),
      ask(5, 900),
      ask(7, 900),
      ask(6, 2000),
    ]);
    expect(mute).toBeUndefined();
    expect([...busy!.subarray(7)]).toEqual([0x84, 6]);
    expect(garbage!.readUInt16BE(2)).not.toBe(0);
    expect(well!.readFloatBE(9)).toBeGreaterThan(220);
    expect(slow!.readFloatBE(9)).toBeGreaterThan(220);
    expect(performance.now() - asked).toBeGreaterThan(390);
    for (const name of ['device-mute', 'exception-6', 'garbage', 'device-slow']) await building.clear(name);
    expect((await ask(3, 900))!.readFloatBE(9)).toBeGreaterThan(220);
  });

  test('a cut connection refuses callers until it is restored', async () => {
    await building.fault('link-down', { connection: 'feeders' });
    expect(await ask(1, 300)).toBeUndefined();
    await building.clear('link-down');
    expect(await ask(1, 900)).toBeDefined();
  });

  test('NaN is what a meter answers while the fault is active', async () => {
    await building.fault('nan');
    expect((await ask(9, 900))!.readFloatBE(9)).toBeNaN();
    await building.clear('nan');
  });
});

describe('control', () => {
  const call = async (path: string, method = 'GET', body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(control + path, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test('health and truth', async () => {
    expect(await call('/health')).toEqual({ status: 200, body: { ready: true, devices: 72, points: building.points } });
    const truth = await call('/truth?tag=INC1.p_total');
    expect(Object.keys(truth.body)).toEqual(['INC1.p_total']);
    expect((await call('/truth?tag=nobody.home')).status).toBe(404);
    expect((await call('/truth?at=yesterday')).status).toBe(400);
    expect((await call('/truth?at=2020-01-01T00:00:00Z')).status).toBe(404);
  });

  test('a fault with defaults, its effect, and its end', async () => {
    expect((await call('/faults/phase-loss', 'POST')).body).toMatchObject({
      active: true,
      parameters: { feeder: 'F08' },
    });
    await expect.poll(() => building.truth(undefined, 'F08.v_b')['F08.v_b']!.value, { timeout: 3000 }).toBe(0);
    expect((await call('/faults/phase-loss', 'DELETE')).status).toBe(200);
    await expect
      .poll(() => building.truth(undefined, 'F08.v_b')['F08.v_b']!.value, { timeout: 3000 })
      .toBeGreaterThan(220);
  });

  test('unknown names and bad parameters are refused with what there is', async () => {
    const unknown = await call('/faults/earthquake', 'POST');
    expect(unknown.status).toBe(404);
    expect(unknown.body.faults).toContain('mains-failure');
    expect((await call('/faults/device-mute', 'POST', { device: 'X1' })).status).toBe(400);
    expect((await call('/faults/device-mute', 'POST', { feeder: 'F01' })).status).toBe(400);
    expect((await call('/faults/sentinel', 'POST', { point: 'colour' })).status).toBe(400);
    expect((await call('/faults/device-mute', 'POST', ['F01'])).status).toBe(400);
  });

  test('every fault can be called up without parameters and ended', async () => {
    for (const { name } of building.faults()) {
      await building.fault(name);
      await building.clear(name);
    }
    expect(building.faults().filter((fault) => fault.active)).toEqual([]);
  });
});

test('a busy port is named', async () => {
  await expect(startBuilding({ portBase, controlPort: 0 })).rejects.toThrow(`port ${portBase + 1} (inc-1) is in use`);
});
