import { createHmac } from 'node:crypto';
import type { Priority } from '../../../domain/alarm.ts';
import type { Notification } from '../../../ports/channel.ts';
import { subjectOf } from '../../message-text.ts';
import { bodyWithin } from '../shared/body-within.ts';
import { fitLine, jsonBytes } from '../shared/fit-text.ts';
import { linkButtons } from '../shared/link-buttons.ts';

/** Of the whole body: 20 KB. */
export const MAX_BODY_BYTES = 20_000;
const MAX_TITLE_BYTES = 400;

const COLOURS: Readonly<Record<Priority, string>> = { P1: 'red', P2: 'orange', P3: 'yellow', P4: 'grey' };

type FeishuBody = Readonly<Record<string, unknown>>;

/** A card whose texts are plain: nothing of the plant is read as markup. */
export function feishuBody(message: Notification, secret: string | undefined, nowMs: number): FeishuBody {
  const form = (text: string): FeishuBody => ({
    ...signature(secret, nowMs),
    msg_type: 'interactive',
    card: { config: { wide_screen_mode: true }, header: headerOf(message), elements: elementsOf(message, text) },
  });
  const room = MAX_BODY_BYTES - Buffer.byteLength(JSON.stringify(form('')));
  return form(bodyWithin(message, room, jsonBytes));
}

const headerOf = (message: Notification) => ({
  template: message.kind === 'returned' ? 'green' : COLOURS[message.priority],
  title: plain(fitLine(subjectOf(message), MAX_TITLE_BYTES)),
});

function elementsOf(message: Notification, text: string): readonly object[] {
  const actions = linkButtons(message).map(({ label, url }, index) => ({
    ...{ tag: 'button', text: plain(label), url },
    type: index === 0 ? 'primary' : 'default',
  }));
  return [
    { tag: 'div', text: plain(text) },
    ...(message.address === '' ? [] : [{ tag: 'markdown', content: `<at id=${message.address}></at>` }]),
    ...(actions.length === 0 ? [] : [{ tag: 'action', actions }]),
  ];
}

const plain = (content: string) => ({ tag: 'plain_text', content });

/** Unlike its neighbours the bot wants moment and secret as the key, over an empty message; good for an hour. */
function signature(secret: string | undefined, nowMs: number): FeishuBody {
  if (secret === undefined) return {};
  const timestamp = String(Math.floor(nowMs / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
}
