import type { Inbound } from '../../../ports/channel.ts';
import type { HookOptions } from './gateway-options.ts';
import { matches, textAt } from './json-path.ts';

/** Items of one call that are looked at. */
const MAX_ITEMS = 100;
const MAX_TEXT = 500;

/** What a provider's call says by the declared paths, in one item or in a list of them. */
export const gatewayInbound = ({ secret, receiptId, arrived, replyFrom, replyText }: HookOptions): Inbound => ({
  secret,
  receipts: (body) =>
    itemsOf(body).flatMap((item) => {
      const receipt = receiptId === undefined ? undefined : textAt(item, receiptId);
      return receipt === undefined || !arrived ? [] : [{ receipt, hasArrived: matches(item, arrived) }];
    }),
  replies: (body) =>
    itemsOf(body).flatMap((item) => {
      const address = replyFrom === undefined ? undefined : textAt(item, replyFrom);
      const text = replyText === undefined ? undefined : textAt(item, replyText);
      return address === undefined || text === undefined ? [] : [{ address, text: text.slice(0, MAX_TEXT) }];
    }),
});

const itemsOf = (body: unknown): readonly unknown[] => (Array.isArray(body) ? body.slice(0, MAX_ITEMS) : [body]);
