import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { SubscribedLink } from '../../gateway/ports/driver.ts';
import { LIFTS, type LinkSetup, type OpcuaTestDevice, opcuaLink } from './opcua-link.ts';
import { type ServerSetup, startOpcuaServer, type TestServer } from './opcua-server.ts';

export interface OpcuaRig {
  readonly folder: string;
  /** The server all tests of the file share. */
  readonly server: TestServer;
  /** Another server, with the same certificate; stopped when the test ends. */
  serve(setup: Partial<ServerSetup>): Promise<TestServer>;
  /** A link, by default to the shared server; stopped when the test ends. */
  link(devices: readonly OpcuaTestDevice[], more?: Partial<LinkSetup>): SubscribedLink;
  /** Ended after the test, last first. */
  readonly endings: (() => unknown)[];
}

/** A server for a file of tests, and links to it. To be called at the top of the file. */
export function opcuaRig(setup: Omit<ServerSetup, 'folder' | 'namespace'>): OpcuaRig {
  let folder = '';
  let server: TestServer | undefined;
  const endings: (() => unknown)[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plantroom-opcua-'));
    server = await startOpcuaServer({ folder, namespace: LIFTS, ...setup });
  }, 60_000);
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const shared = (): TestServer => {
    if (!server) throw new Error('the server has not started');
    return server;
  };
  return {
    endings,
    get folder() {
      return folder;
    },
    get server() {
      return shared();
    },
    async serve(more) {
      const other = await startOpcuaServer({ folder, namespace: LIFTS, ...setup, ...more });
      endings.push(() => other.stop());
      return other;
    },
    link(devices, more = {}) {
      const link = opcuaLink({ port: shared().port, devices, stateFolder: join(folder, 'state'), ...more });
      endings.push(() => link.stop());
      return link;
    },
  };
}
