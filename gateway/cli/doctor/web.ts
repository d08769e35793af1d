import { connect, createServer } from 'node:net';
import type { HttpSettings, SinkSettings } from '../../config/site-schema.ts';
import { answersAsGateway, webUrl } from '../running-gateway.ts';
import type { Environment } from '../site.ts';
import { type Finding, failing, fine, reasonOf } from './finding.ts';

const ANSWER_LIMIT_MS = 3000;

/** Whether the screens can be served at their address. */
export async function checkWebPort(http: HttpSettings, env: Environment): Promise<Finding> {
  const url = webUrl(http, env);
  if (url === undefined) return fine('web port', 'any free one');
  const problem = await tryListening(http.host, Number(new URL(url).port || 80));
  if (problem === undefined) return fine('web port', `${url} is free`);
  if (await answersAsGateway(url)) return fine('web port', `a gateway is running at ${url}`);
  return failing(
    'web port',
    `${url}: ${problem}`,
    'Choose another with http.port or PLANTROOM_PORT, or end what uses it.',
  );
}

function tryListening(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (cause) => resolve(reasonOf(cause)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Whether a database or broker answers at all; its password is not tried. */
export async function checkSink({ id, kind, url }: Pick<SinkSettings, 'id' | 'kind' | 'url'>): Promise<Finding> {
  const what = `sink ${id}`;
  if (kind === 'sparkplug') return checkBroker(what, new URL(url));
  const path = kind === 'victoriametrics' ? '/health' : '/ping';
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) });
    await response.body?.cancel();
    // An InfluxDB that wants a token for its ping is there all the same.
    if (response.ok || response.status === 401) return fine(what, `${url} answers`);
    return failing(what, `${url}${path} answers ${response.status}`, 'Is this the address of the database itself?');
  } catch (cause) {
    return failing(
      what,
      `${url}: ${reasonOf(cause)}`,
      'Start the database or mend the address. Nothing is lost meanwhile: values wait in the log.',
    );
  }
}

async function checkBroker(what: string, { protocol, hostname, port }: URL): Promise<Finding> {
  const place = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'mqtts:' ? 8883 : 1883)) };
  const problem = await tryConnecting(place);
  if (problem === undefined) return fine(what, `${place.host}:${place.port} answers`);
  return failing(
    what,
    `${place.host}:${place.port}: ${problem}`,
    'Start the broker or mend the address. Nothing is lost meanwhile: values wait in the log.',
  );
}

function tryConnecting(place: { readonly host: string; readonly port: number }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ ...place, timeout: ANSWER_LIMIT_MS });
    const end = (problem: string | undefined): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.once('connect', () => end(undefined));
    socket.once('error', (cause) => end(reasonOf(cause)));
    socket.once('timeout', () => end('no answer'));
  });
}
