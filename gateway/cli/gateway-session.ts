import { type AnswerOptions, readSiteFor, refuse } from './answer.ts';
import type { CommandContext } from './command.ts';
import { CONFIG } from './common-options.ts';
import { RestClient } from './rest-client.ts';
import { webUrl } from './running-gateway.ts';
import type { SiteArguments } from './site.ts';

/** The options of every command that works through the running gateway. */
export const SESSION_OPTIONS = {
  user: {
    type: 'string',
    value: 'NAME',
    help: 'who; the password comes from PLANTROOM_PASSWORD or is asked for',
    required: true,
  },
  url: { type: 'string', value: 'URL', help: 'of the running gateway (otherwise the one of the site file)' },
  config: CONFIG,
} as const;

export interface GatewayArguments extends AnswerOptions, SiteArguments {
  readonly user: string;
  readonly url: string | undefined;
}

/** Signs in, works and signs out again, whatever happens; answers the exit code. */
export async function withSession(
  given: GatewayArguments,
  context: CommandContext,
  work: (client: RestClient) => Promise<number>,
): Promise<number> {
  const url = urlFor(given, context);
  if (typeof url === 'number') return url;
  const password = context.env.PLANTROOM_PASSWORD || (await context.ask(`Password of ${given.user}: `, true));
  if (!password) return refuse(given, context, 'No password: set PLANTROOM_PASSWORD, or answer at the terminal.', 2);
  const client = await RestClient.signIn(url, given.user, password);
  try {
    return await work(client);
  } finally {
    await client.signOut();
  }
}

function urlFor(given: GatewayArguments, context: CommandContext): string | number {
  if (given.url !== undefined) {
    const isWeb = URL.canParse(given.url) && /^https?:$/.test(new URL(given.url).protocol);
    if (!isWeb)
      return refuse(given, context, `--url ${given.url}; allowed: an address such as http://127.0.0.1:8080`, 2);
    warnOfPlainText(new URL(given.url), context);
    return given.url;
  }
  const loaded = readSiteFor(given, context);
  if (typeof loaded === 'number') return loaded;
  const url = webUrl(loaded.http, context.env);
  return url ?? refuse(given, context, 'The site file leaves the port open: give --url.', 2);
}

function warnOfPlainText({ protocol, hostname }: URL, context: CommandContext): void {
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (protocol === 'http:' && !isLocal) context.warn(`Warning: the password goes to ${hostname} without encryption.`);
}
