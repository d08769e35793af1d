import type { LocalText } from '../../../domain/text.ts';
import type { Notification } from '../../../ports/channel.ts';

export interface LinkButton {
  readonly label: string;
  readonly url: string;
}

const ACKNOWLEDGE: LocalText = { en: 'Acknowledge', zh: '确认' };
const OPEN: LocalText = { en: 'Open', zh: '查看' };

/**
 * What a recipient can do with a tap. Acknowledging only where one alarm is told and still waits for it; several are
 * opened at the worst. Empty for a site without a public address.
 */
export function linkButtons({ kind, language, alarms }: Notification): readonly LinkButton[] {
  const [worst] = alarms;
  if (!worst?.links) return [];
  const label = (text: LocalText): string => (language === 'both' ? `${text.zh} ${text.en}` : text[language]);
  const open = { label: label(OPEN), url: worst.links.open };
  if (kind !== 'alarm' || alarms.length > 1) return [open];
  return [{ label: label(ACKNOWLEDGE), url: worst.links.acknowledge }, open];
}
