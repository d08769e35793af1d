import { setTimeout as pause } from 'node:timers/promises';
import { QUALITY } from '../../../gateway/domain/quality.ts';
import { eventually } from '../../harness/eventually.ts';
import { lineOf, type Target } from '../field/fault.ts';
import { Oracle, type OracleSettings, type WatchedPoint } from '../field/oracle.ts';
import { createFieldGateway, type FieldGateway } from './field-gateway.ts';
import { siteOf } from './site.ts';

/** All programs here read everything once a second. */
export const SCAN_PERIOD_MS = 1_000;

/** A point may go stale after three periods; the sweep for that, an answer in time and the looking add to it. */
const OLDEST_SHOWN_MS = 3 * SCAN_PERIOD_MS + 500 + 500 + 250;
const START_LIMIT_MS = 30_000;

export type WatchedLine = Pick<Target, 'id' | 'driver' | 'config' | 'units' | 'freshMs'>;

export interface WatchedFieldSettings extends Pick<OracleSettings, 'wrong' | 'spoilt'> {
  readonly lines: readonly WatchedLine[];
  readonly seed: number;
  /** As of FieldGatewaySettings. */
  readonly onError: (text: string) => void;
}

/** A gateway that reads some lines, and somebody who knows what every one of its points must say. */
export interface WatchedField {
  readonly gateway: FieldGateway;
  readonly oracle: Oracle;
  readonly points: readonly WatchedPoint[];
  stop(): Promise<void>;
}

/** Settles when every point is good and has been so for a period. */
export async function startWatchedField(settings: WatchedFieldSettings): Promise<WatchedField> {
  const { lines, seed, onError, wrong, spoilt } = settings;
  const points = watchedPoints(lines);
  const taker: { oracle?: Oracle } = {};
  const gateway = await createFieldGateway({
    site: siteOf(lines.map(lineOf), SCAN_PERIOD_MS),
    seed,
    consume: (batch) => taker.oracle?.take(batch),
    onError,
  });
  const { latest, acquisition } = gateway;
  const oracle = new Oracle({
    ...{ points, latest, wrong, spoilt },
    ...{ periodMs: SCAN_PERIOD_MS, oldestShownMs: OLDEST_SHOWN_MS },
  });
  taker.oracle = oracle;
  const stop = async (): Promise<void> => {
    oracle.stop();
    await gateway.stop();
  };
  const isAllGood = (): boolean => points.every(({ index }) => latest.quality[index] === QUALITY.good);
  try {
    acquisition.start();
    await eventually(async () => isAllGood() || undefined, START_LIMIT_MS, 'all points good at the start');
    await pause(SCAN_PERIOD_MS);
  } catch (error) {
    await stop();
    throw error;
  }
  oracle.start();
  return { gateway, oracle, points, stop };
}

function watchedPoints(lines: readonly WatchedLine[]): WatchedPoint[] {
  const points = lines.flatMap(({ id, freshMs, units }) =>
    units.flatMap(({ unit, points }) =>
      points.map(({ tag, place, shape }) => ({ tag, target: id, unit, place, shape, freshMs })),
    ),
  );
  return points.map((point, index) => ({ ...point, index }));
}
