import type { Point } from '../domain/point.ts';
import type { ReadRow } from '../pipeline/read-row.ts';

/** What a person should try, from how a device that was read once has answered; undefined when nothing looks wrong. */
export function readingHint(
  rows: readonly ReadRow[],
  points: ReadonlyMap<string, Point>,
  failure: string | null,
): string | undefined {
  if (failure !== null) return failure;
  const bad = rows.filter((row) => !row.isGood);
  if (bad.length === rows.length && bad.every(isSilent)) {
    return 'no answer: check the unit number, the wiring and the line settings (speed, parity)';
  }
  const refused = bad.find(isRefusedAddress);
  if (refused) {
    return `${refused.tag} is refused (${refused.detail ?? refused.quality}): try the other register base (setting:firstRegister 0 or 1), or another template`;
  }
  const better = betterReading(rows, points);
  if (better !== undefined) return better;
  const first = bad[0];
  if (first === undefined) return undefined;
  const why = first.detail ?? (first.value === null ? first.quality : `${first.quality}, raw ${first.value}`);
  return `${bad.length} of ${rows.length} points are bad; ${first.tag}: ${why}`;
}

const SILENT = new Set(['bad-timeout', 'bad-not-connected', 'bad-waiting']);
const isSilent = (row: ReadRow): boolean => SILENT.has(row.quality);

/** Modbus exception 2, illegal data address. */
const isRefusedAddress = (row: ReadRow): boolean =>
  row.quality === 'bad-unsupported' || /exception (0x0)?2\b|illegal data address/i.test(row.detail ?? '');

/** At least this share of the values must look wrong as they are and right when read otherwise. */
const LEAST_SHARE = 0.5;

/**
 * When the same bytes make sense in another order or one register aside, that is what is wrong. Neighbours of like size make
 * both look right, so that everything that explains nearly as much is named.
 */
function betterReading(rows: readonly ReadRow[], points: ReadonlyMap<string, Point>): string | undefined {
  const judged = rows.flatMap((row) => {
    const band = bandOf(points.get(row.tag));
    return band === undefined || typeof row.value !== 'number' || row.value === 0 ? [] : [{ row, band }];
  });
  const votes = new Map<string, string[]>();
  for (const { row, band } of judged) {
    if (isPlausible(row.engineering, band)) continue;
    for (const { label, value } of row.alternatives) {
      if (!isPlausible(value, band)) continue;
      const example = `${row.tag} would be ${Number(value.toPrecision(6))} ${row.unit}`.trim();
      votes.set(label, [...(votes.get(label) ?? []), example]);
    }
  }
  const most = Math.max(0, ...[...votes.values()].map((examples) => examples.length));
  if (most === 0 || most < LEAST_SHARE * judged.length) return undefined;
  const best = [...votes].filter(([, examples]) => examples.length >= NEARLY * most);
  const labels = best.map(([label]) => label);
  const remedies = [...new Set(labels.map(remedy))].join(', or ');
  return `the values make sense when read as ${labels.join(' or ')} (${best[0]?.[1][0]}): ${remedies}`;
}

/** What explains this share of what the best one explains may be it as well. */
const NEARLY = 0.8;

const remedy = (label: string): string =>
  /^[A-H]{2,8}/.test(label)
    ? `set setting:order to ${label}`
    : 'try the other register base (setting:firstRegister 0 or 1)';

type Band = readonly [low: number, high: number];

/** Where a value is expected. A range that begins at 0 would let the dust of a wrong byte order pass. */
function bandOf(point: Point | undefined): Band | undefined {
  return point?.normal ?? point?.range;
}

/** Dust such as 1e-39 is what a float in a wrong order mostly looks like. */
const DUST = 1e-6;

function isPlausible(value: number | string | null, [low, high]: Band): boolean {
  return typeof value === 'number' && Math.abs(value) > DUST && value >= low && value <= high;
}
