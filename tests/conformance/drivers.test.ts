import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DRIVERS } from '../../gateway/drivers/index.ts';
import type { DriverDefinition } from '../../gateway/ports/driver.ts';
import { REPOSITORY } from '../harness/child.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { silentLogger } from '../harness/silent-logger.ts';

interface Sample {
  readonly connections: readonly ({ readonly id: string; readonly driver: string } & Record<string, unknown>)[];
  readonly equipment: readonly { readonly connection: string; readonly device?: object }[];
  readonly settings?: object;
  readonly points: readonly { readonly name: string; readonly address: unknown }[];
}

const folderOf = (driver: DriverDefinition): string => join(REPOSITORY, 'gateway/drivers', driver.kind);
const readSample = (driver: DriverDefinition): Sample =>
  parse(readFileSync(join(folderOf(driver), 'sample.yaml'), 'utf8')) as Sample;

test('kinds are unique', () => {
  expect(new Set(DRIVERS.map((driver) => driver.kind)).size).toBe(DRIVERS.length);
});

describe.each(DRIVERS.map((driver) => [driver.kind, driver] as const))('driver %s', (_, driver) => {
  test('has a folder of its kind with a README and a sample, and a title in both languages', () => {
    for (const file of ['README.md', 'sample.yaml', 'driver.ts'])
      expect(existsSync(join(folderOf(driver), file))).toBe(true);
    expect(driver.title.en).not.toBe('');
    expect(driver.title.zh).not.toBe('');
  });

  test('its sample passes its own schemas and makes a link without opening anything', async () => {
    const sample = readSample(driver);
    const [{ id, driver: kind, ...settings }] = sample.connections as [Sample['connections'][number]];
    expect(kind).toBe(driver.kind);
    const config = driver.connectionSchema.parse(settings);
    const device = driver.deviceSchema.parse({ ...sample.equipment[0]!.device, ...sample.settings });
    const points = sample.points.map(({ name, address }, index) => ({
      ...{ index, tag: `X1.${name}`, periodMs: 1000, writable: false },
      address: driver.addressSchema.parse(address),
    }));
    const clock = new ManualClock();
    const link = driver.create({
      ...{ connectionId: id, config, clock, logger: silentLogger, stateFolder: undefined },
      devices: [{ id: `${id}:1`, config: device, points }],
    });
    const lines = link.style === 'polled' ? link.requests().map((request) => request.description) : link.describe();
    expect(lines.length).toBeGreaterThan(0);
    expect(clock.pending).toBe(0);
    await (link.style === 'polled' ? link.disconnect() : link.stop());
  });

  test('an unknown key is refused everywhere', () => {
    const sample = readSample(driver);
    const [{ id: _id, driver: _driver, ...settings }] = sample.connections as [Sample['connections'][number]];
    const unknown = { noSuchKey: 1 };
    expect(driver.connectionSchema.safeParse({ ...settings, ...unknown }).success).toBe(false);
    expect(driver.deviceSchema.safeParse({ ...sample.equipment[0]!.device, ...unknown }).success).toBe(false);
    expect(driver.addressSchema.safeParse({ ...(sample.points[0]!.address as object), ...unknown }).success).toBe(
      false,
    );
  });
});
