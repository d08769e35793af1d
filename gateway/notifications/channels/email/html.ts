import type { LinkButton } from '../shared/link-buttons.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const BUTTON =
  'display:inline-block;margin:0 12px 12px 0;padding:14px 24px;border:1px solid #333;color:#111;text-decoration:none';

/** The same words for programs that show HTML: what can be done first, large enough for a thumb. No picture, nothing loaded from elsewhere. */
export function htmlOf(subject: string, text: string, buttons: readonly LinkButton[]): string {
  const links = buttons.map(({ label, url }) => `<a style="${BUTTON}" href="${escaped(url)}">${escaped(label)}</a>`);
  const lines = text.trimEnd().split('\n').map(escaped).join('<br>\n');
  return [
    '<!doctype html>',
    `<html><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font:16px/1.5 sans-serif;color:#111;background:#fff">',
    ...(links.length === 0 ? [] : [`<p>${links.join('\n')}</p>`]),
    `<p>${lines}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}
