import { createInfluxdb } from '../../harness/influxdb.ts';
import { table } from '../shared/figures.ts';
import { fakeCases, stumblingCase } from './rows/fake-cases.ts';
import { InfluxTeller } from './rows/influx-teller.ts';
import { playFake } from './rows/play-fake.ts';
import { playReal, REAL_CASES } from './rows/real-cases.ts';
import type { Row } from './rows/row.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';

/** Most of the time rows wait for the gateway's patience; each is a process or two. */
const AT_ONCE = 5;
const LOGIN = { u: 'root', p: 'root' };

export const rows: Scenario = {
  name: 'rows',
  about: 'every answer by which a database does not take what it gets, from a fake one and from a real one',
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const fake = [...fakeCases(), ...(options.short ? [] : [stumblingCase()])];
    const plays = [
      ...(await realPlays(options, cleanUp)),
      ...fake.reverse().map((row) => () => playFake(options.folder, row)),
    ];
    const results = await inTurns(plays);
    return {
      failures: results.flatMap(({ name, failures }) => failures.map((text) => `${name}: ${text}`)),
      lines: table(['answer', 'values', 'stored', 'set aside', 'writes', 'seconds'], results.map(cells)),
      figures: Object.fromEntries(results.map(({ name, failures: _, ...row }) => [name, row])),
    };
  },
};

async function realPlays({ folder }: ScenarioOptions, cleanUp: AsyncDisposableStack): Promise<(() => Promise<Row>)[]> {
  const plays: (() => Promise<Row>)[] = [];
  for (const { settings, cases } of REAL_CASES) {
    const server = await createInfluxdb(settings);
    if (!server) return [];
    cleanUp.defer(() => server.remove());
    await server.start();
    const hasAccounts = settings.INFLUXDB_HTTP_AUTH_ENABLED === 'true';
    // The first account of a server may be made by anybody.
    if (hasAccounts)
      await new InfluxTeller(server.url, '').say(
        `CREATE USER ${LOGIN.u} WITH PASSWORD '${LOGIN.p}' WITH ALL PRIVILEGES`,
      );
    const login = hasAccounts ? new URLSearchParams(LOGIN).toString() : '';
    for (const row of cases) {
      const database = row.name.replace(/\W/g, '_');
      plays.push(() => playReal(folder, row, new InfluxTeller(server.url, database, login)));
    }
  }
  return plays;
}

/** All of them, a few at a time, results in the order of the list. */
async function inTurns(plays: readonly (() => Promise<Row>)[]): Promise<Row[]> {
  const results: Row[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < plays.length; i = next++) results[i] = await plays[i]!();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

const cells = ({ name, verdict, requests, seconds }: Row): string[] => [
  name,
  String(verdict.served),
  String(verdict.stored),
  String(verdict.refused),
  requests === undefined ? '' : String(requests),
  seconds.toFixed(1),
];
