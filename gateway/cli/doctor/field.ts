import { accessSync, constants, existsSync } from 'node:fs';
import { connect } from 'node:net';
import type { SiteConnection } from '../../domain/site.ts';
import type { CommandContext } from '../command.ts';
import { driverOf, fieldFailure, toolContextFor, toolOf } from '../field.ts';
import { doubtful, type Finding, failing, fine, reasonOf } from './finding.ts';

const CONNECT_LIMIT_MS = 3000;

/** Where a connection leads: a network address, a serial port, or nothing that can be looked at. */
export type Destination =
  | { readonly kind: 'network'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'unknown' };

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'mqtt:': 1883,
  'mqtts:': 8883,
  'ws:': 80,
  'wss:': 443,
  'opc.tcp:': 4840,
};

/** Reads it from the settings that the drivers have in common: `host` and `port`, `path`, `url` or `endpoint`. */
export function destinationOf(config: unknown): Destination {
  const { host, port, path, url, endpoint } = Object(config) as Readonly<Record<string, unknown>>;
  if (typeof host === 'string' && typeof port === 'number') return { kind: 'network', host, port };
  if (typeof path === 'string') return { kind: 'serial', path };
  const text = url ?? endpoint;
  if (typeof text !== 'string' || !URL.canParse(text)) return { kind: 'unknown' };
  const { protocol, hostname, port: own } = new URL(text);
  const number = own === '' ? DEFAULT_PORTS[protocol] : Number(own);
  if (hostname === '' || number === undefined) return { kind: 'unknown' };
  return { kind: 'network', host: hostname.replace(/^\[|\]$/g, ''), port: number };
}

/** Whether a connection can be opened, and whether its server's certificate is known. Nothing is asked of the device. */
export async function checkConnection(
  connection: SiteConnection,
  stateFolder: string,
  context: CommandContext,
): Promise<Finding[]> {
  const what = `connection ${connection.id}`;
  const reached = await reach(what, destinationOf(connection.config));
  return [reached, ...(await checkCertificates(what, connection, stateFolder, context))];
}

async function reach(what: string, destination: Destination): Promise<Finding> {
  switch (destination.kind) {
    case 'unknown':
      return fine(what, 'cannot be tried from here; use `test`');
    case 'serial':
      return checkSerialPort(what, destination.path);
    case 'network': {
      const { host, port } = destination;
      const problem = await tryConnecting(host, port);
      if (problem === undefined) return fine(what, `${host}:${port} can be reached`);
      const advice = 'Is it switched on, in the same network, and is the port right? ping it; look at firewalls.';
      return failing(what, `${host}:${port}: ${problem}`, advice);
    }
  }
}

function checkSerialPort(what: string, path: string): Finding {
  if (!existsSync(path)) {
    return failing(what, `${path} is not there`, 'Plug the adapter in; ls /dev/serial/by-id shows names that stay.');
  }
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return fine(what, `${path} can be opened`);
  } catch (cause) {
    return failing(
      what,
      reasonOf(cause),
      'Let the user of the gateway use it: usermod -aG dialout USER, then sign in again.',
    );
  }
}

function tryConnecting(host: string, port: number): Promise<string | undefined> {
  const socket = connect({ host, port });
  return new Promise((resolve) => {
    const finish = (problem: string | undefined): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(CONNECT_LIMIT_MS, () => finish(`no answer within ${CONNECT_LIMIT_MS / 1000} s`));
    socket.once('connect', () => finish(undefined));
    socket.once('error', (cause) => finish(reasonOf(cause)));
  });
}

async function checkCertificates(
  what: string,
  connection: SiteConnection,
  stateFolder: string,
  context: CommandContext,
): Promise<Finding[]> {
  const look = toolOf(driverOf(connection, context.drivers), 'certificates');
  if ('message' in look) return [];
  try {
    const known = await look.tool(toolContextFor(connection, context, stateFolder));
    const rejected = known.filter(({ state }) => state === 'rejected');
    if (rejected.length === 0) return [];
    const detail = `${rejected.length} certificates are not trusted: ${rejected.map(({ subject }) => subject).join(', ')}`;
    return [doubtful(what, detail, `Compare the fingerprints, then: trust --connection ${connection.id} FINGERPRINT`)];
  } catch (cause) {
    return [doubtful(what, `certificates: ${fieldFailure(cause)}`, 'Look at the data folder.')];
  }
}
