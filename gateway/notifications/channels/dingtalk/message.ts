import { createHmac } from 'node:crypto';
import type { Notification } from '../../../ports/channel.ts';
import { subjectOf } from '../../message-text.ts';
import { bodyWithin } from '../shared/body-within.ts';
import { fitLine, jsonBytes } from '../shared/fit-text.ts';
import { type LinkButton, linkButtons } from '../shared/link-buttons.ts';
import { plainMarkup } from '../shared/plain-markup.ts';

/** Of the whole body (else 460101). */
export const MAX_BODY_BYTES = 20_000;
const MAX_TITLE_BYTES = 400;

type DingtalkBody = Readonly<Record<string, unknown>>;

/**
 * Buttons where the group as a whole is told. A card cannot mention anybody: for a person it is markdown, which can, and whose
 * mention only counts when the number stands in the text as well.
 */
export function dingtalkBody(message: Notification): DingtalkBody {
  const title = fitLine(plainMarkup(subjectOf(message)), MAX_TITLE_BYTES);
  const buttons = linkButtons(message);
  const isCard = message.address === '' && buttons.length > 0;
  const form = isCard ? cardOf(title, buttons) : markdownOf(title, message.address, buttons);
  const room = MAX_BODY_BYTES - Buffer.byteLength(JSON.stringify(form('')));
  return form(bodyWithin(message, room, jsonBytes, lineForm));
}

type Form = (text: string) => DingtalkBody;

const cardOf =
  (title: string, buttons: readonly LinkButton[]): Form =>
  (text) => ({
    msgtype: 'actionCard',
    actionCard: {
      ...{ title, text, btnOrientation: '1' },
      btns: buttons.map(({ label, url }) => ({ title: label, actionURL: url })),
    },
  });

function markdownOf(title: string, mobile: string, buttons: readonly LinkButton[]): Form {
  const links = buttons.map(({ label, url }) => `[${label}](${url})`).join(' · ');
  const end = [mobile === '' ? '' : `@${mobile}`, links].filter((part) => part !== '').join('\n\n');
  return (text) => ({
    msgtype: 'markdown',
    markdown: { title, text: end === '' ? text : `${text}\n\n${end}` },
    at: { atMobiles: mobile === '' ? [] : [mobile], isAtAll: false },
  });
}

/** In this markdown two blanks before its end keep a line a line. */
const lineForm = (line: string): string => `${plainMarkup(line)}  `;

/** The signature is of the moment in ms and good for an hour; both are part of the address. */
export function signedUrl(url: string, secret: string | undefined, nowMs: number): string {
  if (secret === undefined) return url;
  const sign = createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64');
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(nowMs));
  signed.searchParams.set('sign', sign);
  return signed.href;
}
