import type { Notification } from '../../../ports/channel.ts';
import { subjectOf } from '../../message-text.ts';
import { bodyWithin, type LineForm } from '../shared/body-within.ts';
import { fitLine, utf8Bytes } from '../shared/fit-text.ts';
import { type LinkButton, linkButtons } from '../shared/link-buttons.ts';
import { plainMarkup } from '../shared/plain-markup.ts';

/** Of `content` (else 40058). */
export const MAX_MARKDOWN_BYTES = 4096;
export const MAX_TEXT_BYTES = 2048;
/** The card cuts its title and text by itself, at about so much. */
const MAX_CARD_TITLE_BYTES = 128;
const MAX_CARD_TEXT_BYTES = 512;

export type WecomFormat = 'markdown' | 'text' | 'template-card';
type WecomBody = Readonly<Record<string, unknown>>;

/** A card needs somewhere to go; without a link it is markdown. Markdown cannot mention a mobile number; text can. */
export function wecomBody(message: Notification, format: WecomFormat): WecomBody {
  const buttons = linkButtons(message);
  const [first] = buttons;
  if (message.address !== '' || format === 'text') return textOf(message, buttons);
  return format === 'template-card' && first ? cardOf(message, first, buttons) : markdownOf(message, buttons);
}

function textOf(message: Notification, buttons: readonly LinkButton[]): WecomBody {
  const end = buttons.map(({ label, url }) => `\n${label}: ${url}`).join('');
  const content = withEnd(message, end, MAX_TEXT_BYTES);
  return { msgtype: 'text', text: { content, mentioned_mobile_list: message.address === '' ? [] : [message.address] } };
}

function markdownOf(message: Notification, buttons: readonly LinkButton[]): WecomBody {
  const end = buttons.map(({ label, url }) => `\n[${label}](${url})`).join('');
  return { msgtype: 'markdown', markdown: { content: withEnd(message, end, MAX_MARKDOWN_BYTES, plainMarkup) } };
}

const cardOf = (message: Notification, first: LinkButton, buttons: readonly LinkButton[]): WecomBody => ({
  msgtype: 'template_card',
  template_card: {
    card_type: 'text_notice',
    main_title: { title: fitLine(subjectOf(message), MAX_CARD_TITLE_BYTES) },
    sub_title_text: bodyWithin(message, MAX_CARD_TEXT_BYTES, utf8Bytes),
    jump_list: buttons.map(({ label, url }) => ({ type: 1, title: label, url })),
    card_action: { type: 1, url: first.url },
  },
});

/** The links are what the message is for: the text makes room for them. Links longer than everything are left out. */
function withEnd(message: Notification, end: string, room: number, form?: LineForm): string {
  const left = room - utf8Bytes(end);
  return left > 0 ? bodyWithin(message, left, utf8Bytes, form) + end : bodyWithin(message, room, utf8Bytes, form);
}
