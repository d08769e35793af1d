import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Child } from './child.ts';
import { eventually } from './eventually.ts';
import { ADMIN_PASSWORD, GatewayProcess } from './gateway-process.ts';

const SITE_FILE = 'config/cambridge.site.yaml';
export const CAMBRIDGE_FILE = 'tests/fixtures/cambridge/electricity-hourly-2018-2020.csv.gz';

/** Consumption of each hour becomes a counter, and the mean power of that hour. */
export const mapOf = (...buildings: readonly string[]): string =>
  buildings
    .flatMap((id) => [`${id}=${id.toUpperCase()}.e_import:interval`, `${id}=${id.toUpperCase()}.power`])
    .join(',');

export interface ImportFigures {
  readonly ok: boolean;
  readonly values: number;
  readonly samples: number;
  readonly written: number;
  readonly replaced: number;
  readonly present: number;
  readonly refused: number;
}

/** A gateway on the example site with three real buildings, and what a person would type to bring their past. */
export class CambridgeSite {
  gateway: GatewayProcess;
  readonly folder: string;

  private constructor(folder: string, gateway: GatewayProcess) {
    this.folder = folder;
    this.gateway = gateway;
  }

  static async start(): Promise<CambridgeSite> {
    const folder = mkdtempSync(join(tmpdir(), 'plantroom-cambridge-'));
    return new CambridgeSite(folder, await GatewayProcess.start(SITE_FILE, join(folder, 'data')));
  }

  /** `history <command>` as the administrator; answers its exit code and what it said. */
  async history(...line: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
    const who = ['--url', this.gateway.url, '--user', 'admin'];
    const child = new Child(['gateway/main.ts', 'history', ...line, ...who], { PLANTROOM_PASSWORD: ADMIN_PASSWORD });
    const code = await child.exited;
    return { code, output: child.output };
  }

  async importYears(map: string, ...more: readonly string[]): Promise<ImportFigures> {
    const { output } = await this.history('import', CAMBRIDGE_FILE, '--zone', 'UTC', '--map', map, '--json', ...more);
    return JSON.parse(output.slice(output.indexOf('{\n'))) as ImportFigures;
  }

  /** Ends it in order and starts it again: what was open is packed. Ready when every day that is over is rolled up. */
  async restart(): Promise<void> {
    await this.gateway.stop();
    this.gateway = await GatewayProcess.start(SITE_FILE, join(this.folder, 'data'));
    await eventually(
      async () => (this.openBlocks() === 0 ? true : undefined),
      90_000,
      'every day that is over is rolled up',
    );
  }

  async stop(): Promise<void> {
    await this.gateway.child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Blocks of days that are over which are not in rollups yet. A day is over a while after its end. */
  private openBlocks(): number {
    const database = new DatabaseSync(join(this.folder, 'data/history/history.sqlite'), { readOnly: true });
    try {
      const row = database
        .prepare('SELECT count(*) AS n FROM blocks WHERE compacted = 0 AND day < (SELECT max(day) - 1 FROM blocks)')
        .get();
      return Number(row?.n);
    } finally {
      database.close();
    }
  }
}
