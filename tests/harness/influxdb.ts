import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

const STARTS_WITHIN_MS = 20_000;

/** How to start one kind of server. */
export interface ServerKind {
  readonly binaries: readonly string[];
  readonly healthPath: string;
  arguments(port: number, folder: string): string[];
  environment(port: number, spare: number, folder: string): Record<string, string>;
}

type Settings = Readonly<Record<string, string>>;

const influxdb: ServerKind = {
  binaries: ['/usr/bin/influxd', '/usr/local/bin/influxd'],
  healthPath: '/ping',
  arguments: () => ['run'],
  environment: (port, spare, folder) => ({
    INFLUXDB_HTTP_BIND_ADDRESS: `127.0.0.1:${port}`,
    INFLUXDB_BIND_ADDRESS: `127.0.0.1:${spare}`,
    INFLUXDB_DATA_DIR: join(folder, 'data'),
    INFLUXDB_DATA_WAL_DIR: join(folder, 'wal'),
    INFLUXDB_META_DIR: join(folder, 'meta'),
    INFLUXDB_REPORTING_DISABLED: 'true',
    INFLUXDB_MONITOR_STORE_ENABLED: 'false',
  }),
};

/** A real server on a free loopback port with its own folder; it keeps both when it is killed and started again. */
export class TimeSeriesServer {
  readonly url: string;
  private readonly kind: ServerKind;
  private readonly binary: string;
  private readonly port: number;
  private readonly spare: number;
  private readonly folder: string;
  private readonly settings: Settings;
  private child: ChildProcess | undefined;

  private constructor(kind: ServerKind, binary: string, port: number, spare: number, settings: Settings) {
    this.kind = kind;
    this.settings = settings;
    this.binary = binary;
    this.port = port;
    this.spare = spare;
    this.folder = mkdtempSync(join(tmpdir(), 'plantroom-server-'));
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Undefined when the program is not installed and the environment does not insist on it. */
  static async create(kind: ServerKind, settings: Settings = {}): Promise<TimeSeriesServer | undefined> {
    const binary = kind.binaries.find((candidate) => existsSync(candidate));
    if (!binary && process.env.PLANTROOM_REQUIRE_SERVERS === '1')
      throw new Error(`none of ${kind.binaries} is installed`);
    return binary ? new TimeSeriesServer(kind, binary, await freePort(), await freePort(), settings) : undefined;
  }

  async start(): Promise<void> {
    const environment = { ...this.kind.environment(this.port, this.spare, this.folder), ...this.settings };
    this.child = spawn(this.binary, this.kind.arguments(this.port, this.folder), {
      stdio: 'ignore',
      env: { ...process.env, HOME: this.folder, ...environment },
    });
    await eventually(() => this.answers(), STARTS_WITHIN_MS, `${this.binary} answers`);
  }

  /** As a power cut: no chance to write anything more. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Holds it still (SIGSTOP) or lets it go on (SIGCONT). */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Copies everything it has on disk; it must not be running. */
  backUp(folder: string): void {
    cpSync(this.folder, folder, { recursive: true });
  }

  /** Puts an older copy in the place of everything it has on disk; it must not be running. */
  restore(folder: string): void {
    rmSync(this.folder, { recursive: true, force: true });
    cpSync(folder, this.folder, { recursive: true });
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<true | undefined> {
    try {
      return (await fetch(this.url + this.kind.healthPath)).ok || undefined;
    } catch {
      return undefined;
    }
  }
}

/** InfluxDB 1.x; undefined when it is not installed. `settings` are environment variables of the server (INFLUXDB_…). */
export const createInfluxdb = (settings: Settings = {}): Promise<TimeSeriesServer | undefined> =>
  TimeSeriesServer.create(influxdb, settings);

interface InfluxAnswer {
  readonly results: readonly {
    readonly series?: readonly { readonly columns: string[]; readonly values: unknown[][] }[];
  }[];
}

/** Number of stored field values in a measurement, over all fields and series. */
export async function countInfluxValues(url: string, database: string, measurement: string): Promise<number> {
  const question = `SELECT count(*) FROM "${measurement}"`;
  const answer = await fetch(`${url}/query?db=${database}&q=${encodeURIComponent(question)}`);
  const { results } = (await answer.json()) as InfluxAnswer;
  const row = results[0]?.series?.[0]?.values[0] ?? [];
  return row.slice(1).reduce<number>((sum, value) => sum + Number(value), 0);
}
