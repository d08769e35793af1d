import { influxRows } from '../oracle/influx-rows.ts';
import type { RowSource } from '../oracle/rows.ts';

/** Says things to an InfluxDB as its administrator would. */
export class InfluxTeller {
  readonly url: string;
  readonly database: string;
  private readonly login: string;

  /** `login` as it stands in a query string; empty where nobody asks who one is. */
  constructor(url: string, database: string, login = '') {
    this.url = url;
    this.database = database;
    this.login = login;
  }

  async say(statement: string): Promise<void> {
    const answer = await fetch(`${this.url}/query?${this.login}&q=${encodeURIComponent(statement)}`, {
      method: 'POST',
    });
    const text = await answer.text();
    if (!answer.ok || text.includes('"error"')) throw new Error(`${statement}: ${text}`);
  }

  async write(line: string): Promise<void> {
    const url = `${this.url}/write?precision=ms&db=${this.database}&${this.login}`;
    const answer = await fetch(url, { method: 'POST', body: line });
    if (!answer.ok) throw new Error(`${line}: ${await answer.text()}`);
  }

  get rows(): RowSource {
    return influxRows(this.url, this.database, this.login ? `&${this.login}` : '');
  }
}
