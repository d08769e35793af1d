import type { ReportLine } from '../../domain/duty/kpi/kpi.ts';
import type { LocalText } from '../../domain/text.ts';

/** A line of a report. */
export const line = (en: string, zh: string, value: string | number, note: LocalText | null = null): ReportLine => ({
  ...{ label: { en, zh }, value: String(value), note },
});

export const say = (en: string, zh: string): LocalText => ({ en, zh });
