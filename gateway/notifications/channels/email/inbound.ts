import type { Inbound } from '../../../ports/channel.ts';

/** Answers of one call that are looked at. */
const MAX_ITEMS = 100;
const MAX_TEXT = 500;
const ADDRESS = /<?([^\s<>@]{1,64}@[^\s<>@]{1,255})>?\s*$/;
const PLUS_CODE = /\+([A-Za-z0-9]{1,32})@/;

/** A mail that was answered, as a mail server or a provider of incoming mail hands it over: `from`, `to`, `text`, one or a list. */
export const emailInbound = (secret: string): Inbound => ({
  secret,
  receipts: () => [],
  replies: (body) => (Array.isArray(body) ? body.slice(0, MAX_ITEMS) : [body]).flatMap(readReply),
});

/** The code of the address that was answered to counts before what somebody wrote above the quotation. */
function readReply(item: unknown): { readonly address: string; readonly text: string }[] {
  const [from, to, text] = [textIn(item, 'from'), textIn(item, 'to'), textIn(item, 'text')];
  const address = ADDRESS.exec(from)?.[1];
  const said = PLUS_CODE.exec(to)?.[1] ?? text;
  return address === undefined || said === ''
    ? []
    : [{ address: address.toLowerCase(), text: said.slice(0, MAX_TEXT) }];
}

function textIn(item: unknown, name: string): string {
  const value: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined;
  return typeof value === 'string' ? value.slice(0, 10_000) : '';
}
