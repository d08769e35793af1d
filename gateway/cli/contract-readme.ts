import type { ClientEvents, ServerEvents } from '../contract/live-events.ts';
import { type RouteContract, routeCodes } from '../contract/route.ts';
import { ROUTES } from '../contract/routes.ts';
import { ERRORS } from '../domain/errors.ts';

const SERVER_EVENTS: Readonly<Record<keyof ServerEvents, string>> = {
  values: 'Binary frame (`live-frame.ts`) with the points changed since the last one; its sequence is one higher',
  pulse: 'Once a second: generation, time and the sequence of the last frame; silence means that the link is dead',
  alarms: 'New states of alarms, at most one of each; what changes within a moment comes together',
  desk: 'Whether alarms come as a flood, and what is in maintenance mode',
  'work-order': 'New state of one work order, with the steps open to the receiver’s role',
  record: 'A record of the duty room has changed; a page that shows it asks for it again',
  connection: 'New state of one connection and its devices',
  resynchronise: '`session-ended` or `fell-behind`; the gateway disconnects after it',
};

const CLIENT_EVENTS: Readonly<Record<keyof ClientEvents, string>> = {
  subscribe: 'Replaces the points sent (`null`: all, or at most 5,000 tags); acknowledged with the snapshot',
  watch: 'Replaces the points sent from now on; those that are new come with the next frame',
  shown: 'The frame of this sequence is on the screen; until then only the newest values wait',
};

/** gateway/contract/README.md: every route, event and error code, from the tables the program itself uses. */
export function contractReadme(): string {
  return `${[
    '# The wire',
    'Written by `npm run generate` from `routes.ts`, `live-events.ts` and `gateway/domain/errors.ts`. A running gateway shows the full schemas at `/docs`.',
    INTRODUCTION,
    '## Routes',
    table(['Route', 'Who may', 'What', 'Codes'], Object.values<RouteContract>(ROUTES).map(routeRow)),
    '## Live events',
    'socket.io over websocket only, at the default path, with the session cookie and from the own origin; needs `plant:read`.',
    'Gateway to browser:',
    table(['Event', 'What'], Object.entries(SERVER_EVENTS).map(eventRow)),
    'Browser to gateway:',
    table(['Event', 'What'], Object.entries(CLIENT_EVENTS).map(eventRow)),
    '## Error codes',
    table(['Code', 'Status', 'Asking again can help', 'Title'], Object.entries(ERRORS).map(errorRow)),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = `- Instants are ISO 8601 strings in every JSON; trend columns and binary frames hold ms since the epoch.
- A refusal is a problem (RFC 9457, \`application/problem+json\`) with a \`code\` from the table below; one of the request itself lists \`errors\` by path.
- Unsafe methods take \`application/json\` only, and refuse pages of another origin. Programs without an \`Origin\` header are served.
- Routes marked with ↻ honour \`Idempotency-Key\`: a repeat within 24 h is answered as the first was.`;

function routeRow(route: RouteContract): string[] {
  const repeat = route.repeatable ? ' ↻' : '';
  const own = routeCodes(route).filter((code) => !SHARED.has(code));
  const who = route.local ? `${access(route)}, or this machine` : access(route);
  return [`\`${route.method} ${route.path}\`${repeat}`, who, route.summary, own.map((code) => `\`${code}\``).join(' ')];
}

/** Codes that many routes share and that say nothing about one of them. */
const SHARED: ReadonlySet<string> = new Set([
  'AUTH_REQUIRED',
  'AUTH_FORBIDDEN',
  'AUTH_CROSS_ORIGIN',
  'REQUEST_INVALID',
  'REQUEST_TOO_LARGE',
  'REQUEST_WRONG_TYPE',
  'REQUEST_CONFLICTING_REPEAT',
  'STORE_UNAVAILABLE',
  'INTERNAL',
]);

const access = (route: RouteContract): string =>
  route.access === 'public' || route.access === 'session' ? route.access : `\`${route.access}\``;

const eventRow = ([name, what]: [string, string]): string[] => [`\`${name}\``, what];

const errorRow = ([code, entry]: [string, (typeof ERRORS)[keyof typeof ERRORS]]): string[] => [
  `\`${code}\``,
  String(entry.status),
  entry.retry ? 'yes' : 'no',
  entry.title,
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
