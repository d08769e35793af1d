import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Child, REPOSITORY } from '../harness/child.ts';
import { freePort } from '../harness/free-port.ts';
import { GatewayProcess } from '../harness/gateway-process.ts';

let folder: string;
let lonelySite: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plantroom-bad-'));
  lonelySite = join(REPOSITORY, 'config/demo.site.yaml');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ended(child: Child): Promise<{ code: number | null; output: string }> {
  const code = await child.exited;
  return { code, output: child.output };
}

test('a wrong site file: every mistake with its place, exit code 1, nothing started', async () => {
  const file = join(folder, 'wrong.yaml');
  const lines = readFileSync(lonelySite, 'utf8').split('\n');
  const version = lines.findIndex((line) => line.startsWith('version:'));
  const template = lines.findIndex((line) => line.includes('template: trane-rthd'));
  lines[version] = 'version: 2';
  lines[template] = lines[template]!.replace('trane-rthd', 'trane-rtdh');
  writeFileSync(file, lines.join('\n'));
  const { code, output } = await ended(
    new Child(['gateway/main.ts', 'run', '--config', file], {
      PLANTROOM_DATA_DIR: join(folder, 'none'),
      PLANTROOM_PORT: '0',
    }),
  );
  expect(code).toBe(1);
  expect(output).toContain(`${file}:${version + 1}:`);
  expect(output).toContain(`${file}:${template + 1}:`);
  expect(output).toContain('trane-rthd');
  expect(output).not.toContain('http://');
});

test('a file that is not there, and an unknown command', async () => {
  expect((await ended(new Child(['gateway/main.ts', 'check', '--config', join(folder, 'none.yaml')]))).code).toBe(1);
  expect((await ended(new Child(['gateway/main.ts', 'dance']))).code).toBe(2);
});

test('without a single device the gateway runs, tells the truth, refuses a second one on its data, and survives kill -9', async () => {
  const data = join(folder, 'data');
  const first = await GatewayProcess.start(lonelySite, data, { PLANTROOM_PORT: String(await freePort()) });
  const second = await ended(
    new Child(['gateway/main.ts', 'run', '--config', lonelySite], { PLANTROOM_DATA_DIR: data, PLANTROOM_PORT: '0' }),
  );
  expect(second.code).toBe(1);
  expect(second.output).toContain(data);
  await first.child.kill('SIGKILL');

  const third = await GatewayProcess.start(lonelySite, data);
  const points = await third.get<{ quality: string }[]>('/points?limit=5000');
  expect(points.length).toBeGreaterThanOrEqual(1000);
  expect(await third.stop()).toBe(0);
});

test('a port in use is named, and nothing is left behind', async () => {
  const data = join(folder, 'busy');
  const first = await GatewayProcess.start(lonelySite, data);
  const port = new URL(first.url).port;
  const second = await ended(
    new Child(['gateway/main.ts', 'run', '--config', lonelySite], {
      PLANTROOM_DATA_DIR: join(folder, 'other'),
      PLANTROOM_PORT: port,
    }),
  );
  expect(second.code).toBe(1);
  expect(second.output).toContain(port);
  expect(await first.stop()).toBe(0);
});
