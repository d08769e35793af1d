import type { Notification } from '../../../ports/channel.ts';
import { alarmLine, bodyOf, subjectOf } from '../../message-text.ts';
import { fitText, type Measure } from './fit-text.ts';
import { linkButtons } from './link-buttons.ts';

/** What a channel makes of one line: markup, or nothing. */
export type LineForm = (line: string) => string;

/**
 * The whole text where there is room for it. Where there is not, of several alarms one line each, so that none goes untold; and if
 * even that is too long, how many lines are left out.
 */
export function bodyWithin(
  message: Notification,
  room: number,
  measure: Measure,
  form: LineForm = (line) => line,
): string {
  const shaped = (text: string): string => text.trimEnd().split('\n').map(form).join('\n');
  const whole = shaped(linesBesideButtons(message).join('\n'));
  if (measure(whole) <= room || message.alarms.length < 2) return fitText(whole, room, measure);
  return fitText(shaped([subjectOf(message), '', ...alarmLines(message)].join('\n')), room, measure);
}

/** The whole text without the lines whose address is a button already. */
export function linesBesideButtons(message: Notification): readonly string[] {
  const lines = bodyOf(message).trimEnd().split('\n');
  if (message.alarms.length > 1) return lines;
  const buttons = linkButtons(message);
  return lines.filter((line) => !buttons.some(({ url }) => line.endsWith(`: ${url}`)));
}

/** `【P1】1#梯 困人报警 / Lift 1: passenger trapped`, one for each alarm. */
export function alarmLines(message: Notification): readonly string[] {
  const languages = message.language === 'both' ? (['zh', 'en'] as const) : ([message.language] as const);
  return message.alarms.map((one) => {
    const said = new Set(languages.map((language) => alarmLine(message, one, language)));
    return `【${one.alarm.priority}】${[...said].join(' / ')}`;
  });
}
