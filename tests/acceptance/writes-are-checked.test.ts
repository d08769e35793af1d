import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { WriteOffer, WriteRecord } from '../../gateway/domain/write.ts';
import { ChillerLine } from '../harness/chiller-line.ts';
import { eventually } from '../harness/eventually.ts';
import { GatewayProcess } from '../harness/gateway-process.ts';

const PASSWORD = 'long enough for anybody';
const UNITS = [1, 2, 3, 4, 5, 6, 7];

const line = new ChillerLine();
let folder: string;
let port: number;

/** Seven chillers on one line. */
function siteFile(name: string, writes: string): string {
  const equipment = UNITS.map(
    (unit) =>
      `  - { id: CH-${unit}, name: { en: Chiller ${unit}, zh: ${unit}#冷水机组 }, template: trane-rthd, area: plant, ` +
      `connection: line, device: { unit: ${unit} }, writable: [setpoint_remote] }`,
  );
  const text = `version: 1
site: { id: tower, name: { en: Tower, zh: 大厦 }, timeZone: Asia/Shanghai }
${writes}
scan: { fast: 200ms, normal: 400ms, slow: 2s }
areas: [{ id: plant, name: { en: Plant, zh: 机房 } }]
connections: [{ id: line, driver: modbus, transport: tcp, host: 127.0.0.1, port: ${port} }]
equipment:
${equipment.join('\n')}
`;
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

/** The gateway at the desk of one person. */
class Desk {
  readonly gateway: GatewayProcess;

  constructor(gateway: GatewayProcess) {
    this.gateway = gateway;
  }

  static async open(site: string, data: string): Promise<Desk> {
    const gateway = await GatewayProcess.start(site, join(folder, data));
    const desk = new Desk(gateway);
    for (const unit of UNITS) await desk.reads(unit, 'setpoint_remote');
    return desk;
  }

  /** The value of a point once it is good, or once it is `expected`. */
  reads(unit: number, point: string, expected?: number): Promise<number> {
    const look = async () => {
      const [state] = await this.gateway.get<{ value: number; quality: string }[]>(`/points?tag=CH-${unit}.${point}`);
      const isIt = state?.quality === 'good' && (expected === undefined || state.value === expected);
      return isIt ? state.value : undefined;
    };
    return eventually(look, 20_000, `CH-${unit}.${point} is ${expected ?? 'good'}`);
  }

  prepare(unit: number, point = 'setpoint_remote'): Promise<Wire<WriteOffer>> {
    return this.gateway.post(`/points/CH-${unit}.${point}/write/prepare`, {});
  }

  confirm(unit: number, token: string, value: number): Promise<Wire<WriteRecord>> {
    const body = { token, value, reason: 'warm afternoon' };
    return this.gateway.post(`/points/CH-${unit}.setpoint_remote/write/confirm`, body);
  }

  async set(unit: number, value: number): Promise<Wire<WriteRecord>> {
    await this.reads(unit, 'setpoint_remote');
    return this.confirm(unit, (await this.prepare(unit)).token, value);
  }

  audit(unit: number): Promise<Wire<WriteRecord>[]> {
    return this.gateway.get(`/writes?tag=CH-${unit}.setpoint_remote`);
  }

  /** What the audit says of a chiller, oldest first. */
  async story(unit: number): Promise<string[]> {
    return (await this.audit(unit)).toReversed().map(({ outcome, code }) => code ?? outcome);
  }

  /** Every unit has been read this many times more. */
  async readsOn(times: number): Promise<void> {
    const goal = line.server.requests.length + times * UNITS.length;
    await eventually(async () => (line.server.requests.length >= goal ? true : undefined), 30_000, 'reading goes on');
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantroom-writes-'));
  port = await line.server.listen();
});
afterAll(async () => {
  await line.server.close();
  await rm(folder, { recursive: true, force: true });
});

test('nothing is written until the site says so, whoever asks', async () => {
  const desk = await Desk.open(siteFile('off', ''), 'off');
  await expect(desk.prepare(1)).rejects.toThrow('WRITE_DISABLED');
  await expect(desk.confirm(1, 'guessed', 6.5)).rejects.toThrow('WRITE_DISABLED');
  expect(await desk.story(1)).toEqual(['WRITE_DISABLED', 'WRITE_DISABLED']);
  expect(line.writes()).toEqual([]);
  await desk.gateway.stop();
});

describe('where writing is on', () => {
  let desk: Desk;
  let site: string;

  beforeAll(async () => {
    site = siteFile('on', 'writes: { enabled: true }');
    desk = await Desk.open(site, 'on');
    for (const role of ['engineer', 'operator'])
      await desk.gateway.post('/accounts', { username: role, displayName: role, role, password: PASSWORD });
    await desk.gateway.signIn('engineer', PASSWORD);
  });
  afterAll(() => desk?.gateway.child.kill());

  test('an engineer sets a point; the device shows it, and so does the screen', async () => {
    const offer = await desk.prepare(1);
    expect(offer).toMatchObject({ present: 7, range: [5, 12], step: 0.5, nextAt: null });
    expect(offer.when).toEqual([{ tag: 'CH-1.local', in: [0], value: 0, isMet: true }]);
    const record = await desk.confirm(1, offer.token, 6.5);
    const written = { actor: 'engineer', from: 7, to: 6.5, reason: 'warm afternoon', via: 'web 127.0.0.1' };
    expect(record).toMatchObject({ ...written, outcome: 'verified', readBack: 6.5 });
    expect(line.writes()).toEqual(['1:1=65']);
    await desk.reads(1, 'setpoint_remote', 6.5);
  });

  test('every refusal comes before the wire', async () => {
    const before = line.writes();
    await expect(desk.set(1, 6)).rejects.toThrow('WRITE_TOO_SOON');
    await expect(desk.set(2, 13)).rejects.toThrow('WRITE_OUT_OF_RANGE');
    await expect(desk.set(2, 6.7)).rejects.toThrow('WRITE_OUT_OF_RANGE');
    await expect(desk.prepare(2, 'lchwt')).rejects.toThrow('WRITE_READ_ONLY');
    await expect(desk.prepare(9)).rejects.toThrow('POINT_NOT_FOUND');
    await expect(desk.confirm(2, 'guessed', 6)).rejects.toThrow('WRITE_TOKEN_INVALID');

    const { token } = await desk.prepare(2);
    await expect(desk.confirm(3, token, 6)).rejects.toThrow('WRITE_TOKEN_INVALID');
    const { token: seen } = await desk.prepare(2);
    line.unit(2).setpoint = 80;
    await desk.reads(2, 'setpoint_remote', 8);
    await expect(desk.confirm(2, seen, 6)).rejects.toThrow('WRITE_PRESENT_CHANGED');

    line.unit(2).isLocal = true;
    await desk.reads(2, 'local', 1);
    await expect(desk.set(2, 6)).rejects.toThrow(/WRITE_PRECONDITION.*CH-2.local must read 0/);

    await desk.gateway.signIn('operator', PASSWORD);
    await expect(desk.prepare(2)).rejects.toThrow('AUTH_FORBIDDEN');
    await desk.gateway.signIn('engineer', PASSWORD);
    expect(line.writes()).toEqual(before);
    expect(await desk.story(2)).toEqual([
      ...['WRITE_OUT_OF_RANGE', 'WRITE_OUT_OF_RANGE', 'WRITE_TOKEN_INVALID'],
      ...['WRITE_PRESENT_CHANGED', 'WRITE_PRECONDITION'],
    ]);
  });

  test('a device that says yes and does nothing is not believed', async () => {
    line.unit(4).obedience = 'ignores';
    expect(await desk.set(4, 6.5)).toMatchObject({ outcome: 'differs', readBack: 7, to: 6.5 });
    expect(line.writes(4)).toEqual(['4:1=65']);
  });

  test('a device that refuses has changed nothing, and may be asked again at once', async () => {
    line.unit(7).obedience = 'refuses';
    expect(await desk.set(7, 6.5)).toMatchObject({ outcome: 'refused', readBack: null });
    line.unit(7).obedience = 'takes';
    expect(await desk.set(7, 6.5)).toMatchObject({ outcome: 'verified' });
    expect(await desk.story(7)).toEqual(['refused', 'verified']);
  });

  test('a line cut between the write and its answer leaves it unknown, and nothing is sent again', async () => {
    line.unit(5).obedience = 'drops-line';
    expect(await desk.set(5, 6.5)).toMatchObject({ outcome: 'unknown', readBack: null });
    line.unit(5).obedience = 'takes';
    await desk.reads(5, 'setpoint_remote', 7);
    await desk.readsOn(5);
    expect(line.writes(5)).toEqual(['5:1=65']);
    await expect(desk.set(5, 6.5)).rejects.toThrow('WRITE_TOO_SOON');
  });

  test('a gateway killed in between says so after its start, and sends nothing again', async () => {
    line.unit(6).obedience = 'mute';
    const interrupted = desk.set(6, 6.5).catch((error: unknown) => error);
    await eventually(async () => (line.writes(6).length > 0 ? true : undefined), 10_000, 'the write is on the wire');
    await desk.gateway.child.kill();
    expect(await interrupted).toBeInstanceOf(Error);
    line.unit(6).obedience = 'takes';

    desk = await Desk.open(site, 'on');
    expect((await desk.audit(6))[0]).toMatchObject({ outcome: 'unknown', actor: 'engineer', from: 7, to: 6.5 });
    await desk.readsOn(5);
    expect(line.writes(6)).toEqual(['6:1=65']);
    const offer = await desk.prepare(6);
    expect(Date.parse(offer.nextAt ?? '') - Date.now()).toBeGreaterThan(400_000);
    await expect(desk.confirm(6, offer.token, 6.5)).rejects.toThrow('WRITE_TOO_SOON');
    expect(await desk.story(6)).toEqual(['unknown', 'WRITE_TOO_SOON']);
    expect(await desk.story(1)).toEqual(['verified', 'WRITE_TOO_SOON']);
  });
});
