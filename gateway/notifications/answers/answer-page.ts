import type { Alarm } from '../../domain/alarm.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { LocalText } from '../../domain/text.ts';
import { oneLine, siteTime } from '../message-text.ts';
import { stateWords, valueWords } from '../message-words.ts';

/** What a page about one alarm says. */
export interface AlarmPage {
  readonly alarm: Alarm;
  readonly site: LocalText;
  readonly timeZone: string;
  readonly equipmentName: LocalText;
  /** What the person is told first; undefined: the question itself. */
  readonly message: LocalText | undefined;
  /** Whom the link belongs to; undefined: there is nothing to be pressed. */
  readonly asks: string | undefined;
  /** A note must be given. */
  readonly needsNote: boolean;
  readonly openUrl: string | undefined;
}

const STYLE = `body{font:18px/1.5 system-ui,sans-serif;margin:0 auto;max-width:36rem;padding:1rem;color:#1a1a1a;background:#f4f4f4}
h1{font-size:1.3rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem .75rem}dt{color:#555}dd{margin:0}
.said{border-left:.3rem solid #1a1a1a;padding:.5rem .75rem;background:#fff}
textarea{box-sizing:border-box;width:100%;font:inherit;min-height:4rem}
button{font:inherit;font-weight:600;width:100%;min-height:3.5rem;margin-top:1rem;border:0;border-radius:.4rem;color:#fff;background:#174a7c}`;

/** A page about an alarm: what it is, what to do, and a button that acknowledges it. */
export function alarmPage(page: AlarmPage): string {
  const { alarm, equipmentName, message, asks, openUrl } = page;
  const title = `【${alarm.priority}】${both(equipmentName)} – ${both(alarm.title)}`;
  const parts = [
    `<h1>${safe(title)}</h1>`,
    message ? `<p class="said" role="status">${safe(both(message))}</p>` : '',
    `<dl>${factsOf(page)
      .map(([name, text]) => `<dt>${safe(name)}</dt><dd>${safe(text)}</dd>`)
      .join('')}</dl>`,
    asks === undefined ? '' : formOf(asks, page.needsNote),
    openUrl === undefined ? '' : `<p><a href="${safe(openUrl)}">打开 / Open</a></p>`,
  ];
  return documentOf(title, parts.join('\n'));
}

/** A page that has nothing but a sentence. */
export function plainPage(text: LocalText): string {
  return documentOf(both(text), `<p class="said" role="status">${safe(both(text))}</p>`);
}

export const WORDS = {
  unknown: { en: 'This link is not valid', zh: '链接无效' },
  expired: { en: 'This link is too old; open the alarm', zh: '链接已过期，请打开告警' },
  used: { en: 'This link was used already', zh: '链接已使用' },
  tooMany: { en: 'Too many attempts; wait a few minutes', zh: '尝试过多，请稍候几分钟' },
  done: { en: 'Acknowledged, thank you', zh: '已确认，谢谢' },
} as const satisfies Record<string, LocalText>;

const REFUSALS: Readonly<Partial<Record<ErrorCode, LocalText>>> = {
  ALARM_NOT_FOUND: { en: 'There is no such alarm any more', zh: '告警已不存在' },
  ALARM_STALE_OCCURRENCE: {
    en: 'The alarm has come again since this message: look at it first',
    zh: '此消息之后告警再次发生，请先查看',
  },
  ALARM_EPISODE_CLOSED: { en: 'The alarm is over already', zh: '告警已结束' },
  ALARM_NOTE_REQUIRED: { en: 'Write what you have seen or done', zh: '请填写所见或处置情况' },
  AUTH_FORBIDDEN: { en: 'You may not acknowledge this alarm', zh: '您无权确认此告警' },
};

export const refusalWords = (code: ErrorCode): LocalText =>
  REFUSALS[code] ?? { en: `It could not be acknowledged (${code})`, zh: `未能确认（${code}）` };

/** Who has acknowledged it, where somebody has. */
export function acknowledgedWords({ acknowledgedAt, acknowledgedBy }: Alarm, timeZone: string): LocalText | undefined {
  if (acknowledgedAt === null || acknowledgedBy === null) return undefined;
  const time = siteTime(acknowledgedAt, timeZone);
  return { en: `Acknowledged by ${acknowledgedBy}, ${time}`, zh: `已由 ${acknowledgedBy} 确认，${time}` };
}

function factsOf({ alarm, site, timeZone }: AlarmPage): readonly (readonly [string, string])[] {
  const facts: readonly (readonly [string, LocalText | string | undefined])[] = [
    ['站点 Site', site],
    ['状态 State', stateWords(alarm, 'alarm') ?? { en: 'active, not acknowledged', zh: '未确认' }],
    ['发生时间 Active since', siteTime(alarm.activeAt, timeZone)],
    ['数值 Value', valueWords(alarm)],
    ['影响 Consequence', alarm.consequence],
    ['处理 Action', alarm.action],
  ];
  return facts.flatMap(([name, text]) =>
    text === undefined ? [] : [[name, typeof text === 'string' ? text : both(text)] as const],
  );
}

/** It has no address of its own: it goes where the page came from. */
function formOf(name: string, needsNote: boolean): string {
  const required = needsNote ? ' required' : '';
  return `<form method="post">
<p><label for="note">备注 / Note</label><textarea id="note" name="note" maxlength="500"${required}></textarea></p>
<button type="submit">以 ${safe(name)} 身份确认 / Acknowledge as ${safe(name)}</button>
</form>`;
}

const both = ({ en, zh }: LocalText): string => (en === zh ? oneLine(zh) : `${oneLine(zh)} / ${oneLine(en)}`);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => oneLine(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const documentOf = (title: string, body: string): string => `<!doctype html>
<html lang="zh">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${safe(title)}</title><style>${STYLE}</style></head>
<body><main>
${body}
</main></body>
</html>
`;
