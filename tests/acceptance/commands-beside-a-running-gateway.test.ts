import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Child } from '../harness/child.ts';
import { ChillerLine } from '../harness/chiller-line.ts';
import { eventually } from '../harness/eventually.ts';
import { ADMIN_PASSWORD, GatewayProcess } from '../harness/gateway-process.ts';

const line = new ChillerLine();
let folder: string;
let site: string;
let port: number;
let gateway: GatewayProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-commands-'));
  port = await line.server.listen();
  site = join(folder, 'site.yaml');
  writeFileSync(
    site,
    `version: 1
site: { id: tower, name: { en: Tower, zh: 大厦 }, timeZone: Asia/Shanghai }
writes: { enabled: true }
scan: { fast: 200ms, normal: 400ms, slow: 2s }
areas: [{ id: plant, name: { en: Plant, zh: 机房 } }]
connections:
  - { id: line, driver: modbus, transport: tcp, host: 127.0.0.1, port: ${port} }
  - { id: bus, driver: modbus, transport: rtu, path: /dev/ttyNONE9, baudRate: 115200 }
equipment:
  - { id: CH-1, name: { en: Chiller 1, zh: 1#冷水机组 }, template: trane-rthd, area: plant, connection: line, device: { unit: 1 }, writable: [setpoint_remote] }
  - { id: CH-2, name: { en: Chiller 2, zh: 2#冷水机组 }, template: trane-rthd, area: plant, connection: bus, device: { unit: 2 } }
`,
  );
  gateway = await GatewayProcess.start(site, join(folder, 'data'));
  await eventually(
    async () => {
      const [state] = await gateway.get<{ quality: string }[]>('/points?tag=CH-1.setpoint_remote');
      return state?.quality === 'good' ? true : undefined;
    },
    20_000,
    'the chiller is live',
  );
});
afterAll(async () => {
  await gateway.stop();
  await line.server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A command beside the gateway, on its data folder. */
async function command(...argv: string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const env = { PLANTROOM_DATA_DIR: join(folder, 'data'), PLANTROOM_CONFIG: site, PLANTROOM_PASSWORD: ADMIN_PASSWORD };
  const child = new Child(['gateway/main.ts', ...argv], env);
  const code = await child.exited;
  return { code, output: child.output };
}

const json = (output: string): Record<string, unknown> => JSON.parse(output.slice(output.indexOf('{')));

test('a setpoint is written by the gate, seen by the device, and read by every way there is', async () => {
  const what = ['--tag', 'CH-1.setpoint_remote', '--value', '8.5', '--reason', 'commissioning', '--user', 'admin'];
  const written = await command('write', '--url', gateway.url, ...what, '--verify', '--yes');
  expect(written.output).toContain('CH-1.setpoint_remote is 7.0 ℃ now');
  expect(written.output).toContain('Done: the device shows the new value (8.5 ℃)');
  expect(written.code).toBe(0);
  expect(line.unit(1).setpoint).toBe(85);

  const tested = await command('test', '--equipment', 'CH-1');
  expect(tested.output).toContain('it goes on reading meanwhile');
  expect(tested.output).toMatch(/CH-1\.setpoint_remote +holding 0x0001\+1 +0055 +8\.5 ℃ +good/);

  const read = await command(
    'read',
    '--connection',
    'line',
    '--device',
    '{unit: 1}',
    '--address',
    '{table: holding, register: 1}',
    '--json',
  );
  expect(json(read.output)).toMatchObject({ ok: true, row: { raw: '0055', value: 85 } });

  const scanned = await command(
    'scan',
    '--modbus',
    `tcp://127.0.0.1:${port}`,
    '--from',
    '1',
    '--to',
    '2',
    '--pause',
    '10ms',
  );
  expect(scanned.output).toContain('2 of 2 places answer');
});

test('what the gate refuses is refused on the command line too', async () => {
  const what = ['--tag', 'CH-1.setpoint_remote', '--reason', 'commissioning', '--user', 'admin', '--yes'];
  const tooMuch = await command('write', '--url', gateway.url, ...what, '--value', '900');
  expect(tooMuch).toMatchObject({ code: 1, output: expect.stringContaining('may not be set to that value') });
  const other = await command('write', '--url', gateway.url, '--tag', 'CH-1.running', ...what.slice(2), '--value', '0');
  expect(other).toMatchObject({ code: 1, output: expect.stringContaining('read-only') });
});

test('a serial line is left to the gateway', async () => {
  for (const argv of [
    ['test', '--connection', 'bus'],
    ['scan', '--connection', 'bus', '--to', '3'],
  ]) {
    const { code, output } = await command(...argv);
    expect(code).toBe(1);
    expect(output).toMatch(/a second reader disturbs the serial line bus\..*--force/);
  }
});

test('doctor names what is not well, and what to do', async () => {
  const { code, output } = await command('doctor');
  expect(code).toBe(1);
  expect(output).toMatch(/ok +claim +a gateway is running on this data folder/);
  expect(output).toMatch(/ok +connection line +127\.0\.0\.1:\d+ can be reached/);
  expect(output).toMatch(/FAIL +connection bus +\/dev\/ttyNONE9 is not there\n +→ Plug the adapter in/);
});

test('a serial line that cannot carry what is asked of it is refused with the arithmetic', async () => {
  const slow = join(folder, 'slow.yaml');
  writeFileSync(
    slow,
    `version: 1
site: { id: tower, name: { en: Tower, zh: 大厦 }, timeZone: Asia/Shanghai }
scan: { fast: 200ms }
areas: [{ id: plant, name: { en: Plant, zh: 机房 } }]
connections: [{ id: bus, driver: modbus, transport: rtu, path: /dev/ttyNONE9, baudRate: 1200 }]
equipment:
  - { id: F01, name: { en: F, zh: F }, template: eastron-sdm630, area: plant, connection: bus, device: { unit: 1 } }
`,
  );
  const planned = await command('plan', '--config', slow);
  expect(planned).toMatchObject({
    code: 1,
    output: expect.stringMatching(/IMPOSSIBLE, they take [\d.]+ s of every second/),
  });
  expect(await command('check', '--config', slow)).toMatchObject({
    code: 1,
    output: expect.stringContaining('IMPOSSIBLE'),
  });
  const run = new Child(['gateway/main.ts', 'run', '--config', slow], {
    PLANTROOM_DATA_DIR: join(folder, 'other'),
    PLANTROOM_PORT: '0',
  });
  expect(await run.exited).toBe(1);
  expect(run.output).toContain('IMPOSSIBLE');
  expect(run.output).not.toContain('    at ');
});
