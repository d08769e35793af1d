import { expect, test } from 'vitest';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { DriverTools } from '../../ports/driver.ts';
import type { ScanRow, ToolContext } from '../../ports/driver-tools.ts';
import { lockFolder } from '../../store/folder-lock.ts';
import { modbusWith, runCommand, SITE, testRows, writeFiles } from '../cli.fixtures.ts';

async function siteIn(): Promise<{ readonly folder: string; readonly config: string; readonly data: string }> {
  const folder = await tempFolder();
  return { folder, config: writeFiles(folder, { 'site.yaml': SITE }), data: `${folder}/data` };
}

test('test: every point with value and unit as the pipeline has them', async () => {
  const { config, data } = await siteIn();
  const tools: Partial<DriverTools> = { test: (context) => testRows(context, () => ({ value: 230 })) };
  const end = await runCommand(['test', '--config', config, '--data', data, '--device', 'meters:2'], {
    drivers: [modbusWith(tools)],
  });
  expect(end.err).toBe('');
  expect(end.out).toMatch(/F02\.v_a +input 0x0000\+2 +3f80 0000 +230\.0 V +good +12/);
  // Watts in the register, kilowatts in the template.
  expect(end.out).toMatch(/F02\.p_a .* 0\.2 kW/);
  expect(end.out).not.toContain('F01.');
  // A power factor of 230 cannot be.
  expect(end.out).toMatch(/F02\.pf .*bad-out-of-range/);
  expect(end.code).toBe(1);
  const plausible = await runCommand(['test', '--config', config, '--data', data]);
  expect(plausible.out).toMatch(/(\d+) of \1 points are good/);
  expect(plausible.code).toBe(0);
});

test('test: a range, a sentinel and a failure are not good, and the other byte orders are scaled too', async () => {
  const { config, data } = await siteIn();
  const tools: Partial<DriverTools> = {
    test: (context) =>
      testRows(context, (tag) => {
        if (tag.endsWith('.v_a')) return { value: 1e9, alternatives: [{ label: 'CDAB', value: 231 }] };
        if (tag.endsWith('.v_b'))
          return { value: null, quality: QUALITY['bad-timeout'], raw: null, detail: 'no answer' };
        return {};
      }),
  };
  const line = ['test', '--config', config, '--data', data, '--equipment', 'F01', '--json'];
  const end = await runCommand(line, { drivers: [modbusWith(tools)] });
  const { ok, connections } = JSON.parse(end.out);
  const row = (name: string) => connections[0].rows.find((one: { tag: string }) => one.tag === `F01.${name}`);
  expect(row('v_a')).toMatchObject({ quality: 'bad-out-of-range', engineering: null, alternatives: [{ value: 231 }] });
  expect(row('v_b')).toMatchObject({ quality: 'bad-timeout', detail: 'no answer', isGood: false });
  expect(row('v_c')).toMatchObject({ quality: 'good', engineering: 1, unit: 'V' });
  expect([ok, end.code]).toEqual([false, 1]);
});

test('test: a connection that cannot be opened leaves every point of it unread, with the reason', async () => {
  const { config, data } = await siteIn();
  const tools: Partial<DriverTools> = {
    async *test(context) {
      yield* testRows({ ...context, devices: context.devices.slice(0, 1) }, () => ({}));
      throw new PlantroomError('FIELD_UNREACHABLE', '127.0.0.1:1 refused');
    },
  };
  const end = await runCommand(['test', '--config', config, '--data', data, '--connection', 'meters'], {
    drivers: [modbusWith(tools)],
  });
  expect(end.code).toBe(1);
  expect(end.out).toContain('meters: The device or server cannot be reached: 127.0.0.1:1 refused');
  expect(end.out).toMatch(/F02\.v_a .*bad-not-connected/);
});

test('test: unknown ids name the nearest one', async () => {
  const { config } = await siteIn();
  const end = await runCommand(['test', '--config', config, '--connection', 'metres']);
  expect(end).toMatchObject({ code: 2, err: 'no connection "metres"; did you mean "meters"?' });
});

test('a serial line that a running gateway uses is refused, unless it is forced; others are only told', async () => {
  const { config, data } = await siteIn();
  const lock = lockFolder(data);
  try {
    const line = ['test', '--config', config, '--data', data, '--connection', 'line'];
    const refused = await runCommand(line);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/a gateway is running on the data folder .* disturbs the serial line line.*--force/);
    const forced = await runCommand([...line, '--force']);
    expect(forced.err).toContain('both will see errors');
    expect(forced.out).toContain('F03.v_a');
    const network = await runCommand(['test', '--config', config, '--data', data, '--connection', 'meters']);
    expect(network.err).toContain('it goes on reading meanwhile');
    expect(network.out).toContain('F01.v_a');
  } finally {
    lock.release();
  }
  expect((await runCommand(['test', '--config', config, '--data', data, '--connection', 'line'])).err).toBe('');
});

test('read: one address that no template knows, checked by the driver', async () => {
  const { config, data } = await siteIn();
  const seen: unknown[] = [];
  const tools: Partial<DriverTools> = {
    test(context) {
      seen.push(context.devices[0]!.config, context.devices[0]!.points[0]!.address);
      return testRows(context, () => ({ value: 49.98 }));
    },
  };
  const line = ['read', '--config', config, '--data', data, '--connection', 'meters', '--device', '{unit: 3}'];
  const end = await runCommand([...line, '--address', '{table: input, register: 70, type: f32}'], {
    drivers: [modbusWith(tools)],
  });
  expect(end).toMatchObject({ code: 0, err: '' });
  expect(end.out).toContain('49.98');
  expect(seen).toEqual([
    expect.objectContaining({ unit: 3 }),
    expect.objectContaining({ table: 'input', register: 70 }),
  ]);
  const wrong = await runCommand([...line, '--address', '{table: inptu, register: 70}']);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('--address:1:9 table');
});

test('scan: asks the places of a range, by URL and without a site file', async () => {
  const asked: { context: ToolContext; from: number; to: number; pauseMs: number }[] = [];
  const tools: Partial<DriverTools> = {
    async *scan(context, range) {
      asked.push({ context, ...range });
      for (let place = range.from; place <= range.to; place++) {
        yield {
          place: String(place),
          answers: place === 3,
          detail: place === 3 ? 'answers' : 'silent',
        } satisfies ScanRow;
      }
    },
  };
  const line = ['scan', '--modbus', 'tcp://127.0.0.1:1502', '--from', '1', '--to', '4', '--pause', '5ms'];
  const end = await runCommand(line, { drivers: [modbusWith(tools)] });
  expect(end).toMatchObject({ code: 0, out: '    3  answers\n1 of 4 places answer' });
  expect(asked[0]).toMatchObject({ from: 1, to: 4, pauseMs: 5, context: { config: { transport: 'tcp', port: 1502 } } });
  expect((await runCommand(['scan', '--modbus', 'udp://x'])).code).toBe(2);
  expect((await runCommand(['scan', '--modbus', 'tcp://127.0.0.1', '--from', '9', '--to', '2'])).code).toBe(2);
  expect((await runCommand(['scan', '--modbus', 'tcp://127.0.0.1', '--pause', 'soon'])).code).toBe(2);
});

test('browse and trust: what the server has, made safe for the terminal', async () => {
  const { config, data } = await siteIn();
  let isTrusted = false;
  const tools: Partial<DriverTools> = {
    async *browse(_context, start, depth, most) {
      yield {
        path: 'A/B\u001b[31m',
        address: `${start} ${depth} ${most}`,
        kind: 'variable',
        dataType: 'Double',
        value: '1.5',
      };
    },
    certificates: () => {
      return Promise.resolve([
        { fingerprint: 'ab12', subject: 'CN=x', validUntil: '2030-01-01', state: isTrusted ? 'trusted' : 'rejected' },
      ]);
    },
    trust: (_context, fingerprint) => {
      isTrusted = fingerprint === 'ab';
      return Promise.resolve(isTrusted);
    },
  };
  const drivers = [modbusWith(tools)];
  const where = ['--config', config, '--data', data, '--connection', 'meters'];
  const browsed = await runCommand(['browse', ...where, '--start', 'ns=1;s=x', '--depth', '2'], { drivers });
  expect(browsed).toMatchObject({ code: 0, out: 'A/B\\u001b[31m  ns=1;s=x 2 1000  Double  1.5\nfound: 1' });
  expect((await runCommand(['trust', ...where], { drivers })).out).toBe('rejected  ab12  until 2030-01-01  CN=x');
  expect((await runCommand(['trust', 'ff', ...where], { drivers })).code).toBe(1);
  expect((await runCommand(['trust', 'ab', ...where], { drivers })).out).toBe(
    'Trusted.\ntrusted  ab12  until 2030-01-01  CN=x',
  );
  expect((await runCommand(['browse', ...where])).err).toBe('Modbus has no "browse"');
});

test('one connection can be looked at while the rest of the site file is not right yet', async () => {
  const { folder, data } = await siteIn();
  const config = writeFiles(folder, { 'early.yaml': SITE.slice(0, SITE.indexOf('equipment:')) });
  const tools: Partial<DriverTools> = { certificates: () => Promise.resolve([]) };
  const end = await runCommand(['trust', '--config', config, '--data', data, '--connection', 'meters'], {
    drivers: [modbusWith(tools)],
  });
  expect(end.code).toBe(0);
  expect(end.err).toContain('One mistake elsewhere');
});
