import { readFileSync, writeFileSync } from 'node:fs';

const HOUR_MS = 3_600_000;
/** It is between ten and eleven at night, whenever the test runs. */
const LOCAL_HOUR = 22;

/** Hours east of Greenwich where clocks show that hour now: -12 to 11. */
const eastOf = (nowMs: number): number => ((((LOCAL_HOUR + 12 - Math.floor(nowMs / HOUR_MS)) % 24) + 24) % 24) - 12;

/** The zone whose clocks show that hour now. */
export function eveningZone(nowMs: number): string {
  const east = eastOf(nowMs);
  // Etc/GMT-8 is eight hours EAST of Greenwich.
  return east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}

type Change = readonly [from: string | RegExp, to: string];

const CHANGES: readonly Change[] = [
  ["shifts: ['08:00-20:00', '20:00-08:00']", "shifts: ['11:30-23:30', '23:30-11:30']"],
  // The handover stands open the whole evening.
  [
    "- { id: duty, rotation: duty, checkBy: '23:00' }\n",
    "- { id: duty, rotation: duty, checkBy: '23:00' }\n    opensBefore: 2h\n",
  ],
  // Anybody of the shift walks the rounds.
  [/\n +rotation: duty(?=\n +times:)/g, ''],
];

const DAY_MS = 24 * HOUR_MS;
/** First day of the pattern in the site file. */
const FIRST_DAY = Date.UTC(2026, 0, 5);
const PATTERN_DAYS = 3;

/** wang has the day until half past eleven, li the night; tomorrow nobody has the night. */
function roster(nowMs: number): Change {
  const localMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS + eastOf(nowMs) * HOUR_MS;
  const today = Math.floor((localMs - FIRST_DAY) / DAY_MS) % PATTERN_DAYS;
  const nights = Array.from({ length: PATTERN_DAYS }, (_, day) => (day === (today + 1) % PATTERN_DAYS ? 'null' : 'li'));
  return [
    /( +)days:\n(?: +- \[\w+, \w+\]\n)+/,
    ['$1days:', ...nights.map((li) => `$1  - [wang, ${li}]`), ''].join('\n'),
  ];
}

/** Rewrites the site file of the simulated building for an evening; `more` are changes of one person's evening. */
export function makeEvening(siteFile: string, nowMs: number, more: readonly Change[] = []): void {
  const zone: Change = ['timeZone: Asia/Shanghai', `timeZone: ${eveningZone(nowMs)}`];
  const text = [zone, roster(nowMs), ...CHANGES, ...more].reduce(
    (site, [from, to]) => {
      const changed = site.replace(from, to);
      if (changed === site) throw new Error(`the demo site has no ${from}`);
      return changed;
    },
    readFileSync(siteFile, 'utf8'),
  );
  writeFileSync(siteFile, text);
}
