import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { DAY_MS } from '../../../gateway/historian/limits.ts';
import type { Benchmark } from '../benchmark.ts';
import { CambridgeMeters } from './cambridge-meters.ts';
import { withFolder } from './folder.ts';
import { SimulatedBuilding } from './simulated-building.ts';
import { VirtualHistory } from './virtual-history.ts';

const START = Date.UTC(2026, 6, 15);
const PACK_EVERY_S = 600;
const DAYS_AT_ONCE = 73;

interface Size {
  readonly samples: number;
  readonly total: number;
  readonly blocks: number;
  readonly rollups: number;
}

/** What history takes on disk once its days are closed, rollups of every level and indexes included. */
export const size: Benchmark = {
  name: 'size',
  about: 'bytes per recorded sample at rest, rollups and indexes included',
  async run({ short }) {
    const building = await simulatedDay(short ? 7_200 : 86_400);
    const meters = await meterYears(short ? 365 : 1_096);
    const line = (name: string, { samples, total, blocks, rollups }: Size): string =>
      `${name.padEnd(44)} ${samples.toLocaleString('en').padStart(11)} samples  ${total.toFixed(2)} bytes each (samples ${blocks.toFixed(2)}, rollups ${rollups.toFixed(2)})`;
    return {
      lines: [
        line(`simulated building, ${short ? '2 h' : 'one day'}`, building),
        `${''.padEnd(44)} ${building.measured.toLocaleString('en').padStart(11)} values read  ${((building.total * building.samples) / building.measured).toFixed(2)} bytes each`,
        line(`Cambridge meters, hourly, ${short ? 'one year' : 'three years'}`, meters),
      ],
      figures: { building, meters },
    };
  },
};

async function simulatedDay(seconds: number): Promise<Size & { measured: number }> {
  return withFolder(500_000_000, async (folder) => {
    const building = new SimulatedBuilding(START);
    const history = new VirtualHistory(folder, building.points, START);
    const batch = new BatchBuilder(65_536);
    for (let done = 0; done < seconds; done += PACK_EVERY_S) {
      batch.clear();
      building.run(PACK_EVERY_S, batch);
      history.take(batch);
      await history.pack();
    }
    const { samples } = history;
    await closeDays(history, START + DAY_MS);
    const sizes = history.bytesPerSample();
    await history.close();
    return { samples, measured: building.measured, ...sizes };
  });
}

async function meterYears(days: number): Promise<Size> {
  return withFolder(500_000_000, async (folder) => {
    const meters = new CambridgeMeters();
    const history = new VirtualHistory(folder, meters.points, meters.startMs);
    const batch = new BatchBuilder(65_536);
    for (let day = 0; day < days; day += DAYS_AT_ONCE) {
      batch.clear();
      meters.run(DAYS_AT_ONCE * 24, batch);
      history.take(batch);
      await history.pack();
    }
    const { samples } = history;
    await closeDays(history, meters.startMs + (days + 40) * DAY_MS);
    const sizes = history.bytesPerSample();
    await history.close();
    return { samples, ...sizes };
  });
}

/** One more sample, so much later that every day before it is closed. */
async function closeDays(history: VirtualHistory, atMs: number): Promise<void> {
  const batch = new BatchBuilder(1);
  batch.add(0, 0, 0, atMs + DAY_MS);
  history.take(batch);
  await history.settle();
}
