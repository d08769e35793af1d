import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child, REPOSITORY } from './child.ts';
import { freePorts } from './free-port.ts';

/** Ports of the demo site file, 15001 to 15020; tests move them all by the same step. */
const DEMO_PORT = /\b150([012]\d)\b/g;
const PORTS = 22;

export interface Truth {
  readonly [tag: string]: { readonly value: number; readonly time: string };
}

/** The simulated building on free ports, and a site file that points there. */
export class SimulatedSite {
  readonly folder: string;
  readonly portBase: number;
  readonly siteFile: string;
  private readonly controlUrl: string;
  private readonly child: Child;

  private constructor(folder: string, portBase: number, siteFile: string, child: Child) {
    this.folder = folder;
    this.portBase = portBase;
    this.siteFile = siteFile;
    this.controlUrl = `http://127.0.0.1:${portBase + PORTS - 1}`;
    this.child = child;
  }

  /** `extra` is YAML added to the demo site file (sinks, notifications). */
  static async start(extra = '', options: readonly string[] = []): Promise<SimulatedSite> {
    const portBase = await freePorts(PORTS);
    const folder = mkdtempSync(join(tmpdir(), 'plantroom-test-'));
    const siteFile = join(folder, 'site.yaml');
    const demo = readFileSync(join(REPOSITORY, 'config/demo.site.yaml'), 'utf8');
    writeFileSync(siteFile, `${demo.replace(DEMO_PORT, (_, n: string) => String(portBase + Number(n)))}\n${extra}`);
    const child = new Child([
      'tests/simulators/run.ts',
      ...['--port-base', String(portBase), '--control-port', String(portBase + PORTS - 1)],
      ...options,
    ]);
    await child.line(/^ready/);
    return new SimulatedSite(folder, portBase, siteFile, child);
  }

  async truth(query = ''): Promise<Truth> {
    return (await (await fetch(`${this.controlUrl}/truth${query}`)).json()) as Truth;
  }

  async fault(name: string, parameters: object = {}): Promise<void> {
    await this.control('POST', name, parameters);
  }

  async clear(name: string, parameters: object = {}): Promise<void> {
    await this.control('DELETE', name, parameters);
  }

  /** Every device of the building falls silent, and no link to one can be made any more. */
  async hush(): Promise<void> {
    await this.child.kill('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.child.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async control(method: string, name: string, parameters: object): Promise<void> {
    const response = await fetch(`${this.controlUrl}/faults/${name}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    });
    if (!response.ok) throw new Error(`${method} ${name}: ${response.status} ${await response.text()}`);
  }
}
