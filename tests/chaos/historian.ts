import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario, ScenarioReport } from './historian/scenario.ts';
import { SCENARIOS } from './historian/scenarios.ts';
import type { ChaosOptions, ChaosProgram } from './program.ts';
import { table } from './shared/figures.ts';

interface Played extends ScenarioReport {
  readonly name: string;
  readonly seconds: number;
}

/** Databases, networks, disks and the gateway itself fail; what the devices served is compared with what the databases hold. */
export const historian: ChaosProgram = {
  name: 'historian',
  about: 'databases, disks and the gateway fail in every way; the rows are those that the devices served',
  run: async (options) => {
    const played: Played[] = [];
    for (const scenario of chosen(options)) played.push(await play(scenario, options));
    const failures = played.flatMap(({ name, failures }) =>
      failures.map((text) => `${name}: ${text}  [--seed ${options.seed} --only ${name}]`),
    );
    return {
      failures,
      lines: [
        ...played.flatMap(({ name, lines }) => [name, ...lines.map((line) => `  ${line}`)]),
        '',
        ...summary(played),
      ],
      figures: Object.fromEntries(played.map(({ name, seconds, figures }) => [name, { seconds, ...figures }])),
    };
  },
};

function chosen({ only }: ChaosOptions): readonly Scenario[] {
  const wanted = only?.split(',');
  if (!wanted) return SCENARIOS;
  const unknown = wanted.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) throw new Error(`--only takes some of ${SCENARIOS.map(({ name }) => name).join(',')}`);
  return SCENARIOS.filter(({ name }) => wanted.includes(name));
}

/** A scenario that cannot be played to its end has failed; the others are played all the same. */
async function play(scenario: Scenario, options: ChaosOptions): Promise<Played> {
  const { name, about } = scenario;
  const beganAt = performance.now();
  const secondsSoFar = (): number => Math.round((performance.now() - beganAt) / 100) / 10;
  const folder = await mkdtemp(join(tmpdir(), `plantroom-chaos-${name}-`));
  const progress = (line: string): void => options.progress(`${name} ${secondsSoFar()} s: ${line}`);
  progress(about);
  try {
    const report = await scenario.run({ ...options, folder, progress });
    for (const failure of report.failures) progress(`FAILED: ${failure}`);
    return { name, seconds: secondsSoFar(), ...report };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name, seconds: secondsSoFar(), failures: [`not played to its end: ${text}`], lines: [], figures: {} };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function summary(played: readonly Played[]): string[] {
  const rows = played.map(({ name, seconds, failures }) => [
    name,
    seconds.toFixed(1),
    failures.length === 0 ? 'passed' : `${failures.length} failed`,
  ]);
  return table(['scenario', 'seconds', 'result'], rows);
}
