import { ALARM_VIEWS, type AlarmView } from '../pages/alarms/alarm-views.ts';
import { isTrendWindow, type TrendWindow } from '../panels/trend/windows.ts';
import { PEN_LETTERS } from '../theme/tokens.ts';

/** What the addresses of pages hold. Anything unreadable becomes the default: an address comes from outside. */
type Raw = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

/** A day such as 2020-12-31. */
const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

export interface AlarmSearch {
  view: AlarmView;
  id?: string;
}
export function readAlarmSearch(raw: Raw): AlarmSearch {
  const id = textOf(raw.id);
  return { view: oneOf(raw.view, ALARM_VIEWS, 'active'), ...(id ? { id } : {}) };
}

export interface OnCallSearch {
  /** First day of the week shown (YYYY-MM-DD); today when absent. */
  from?: string;
}
export function readOnCallSearch(raw: Raw): OnCallSearch {
  const from = dayOf(raw.from);
  return from === undefined ? {} : { from };
}

export interface PerformanceSearch {
  days: 1 | 7 | 30;
}
export const readPerformanceSearch = (raw: Raw): PerformanceSearch => ({
  days: raw.days === 1 || raw.days === 7 ? raw.days : 30,
});

export interface OrdersSearch {
  view: 'open' | 'mine' | 'closed';
}
export const readOrdersSearch = (raw: Raw): OrdersSearch => ({
  view: oneOf(raw.view, ['open', 'mine', 'closed'], 'open'),
});

export interface NewOrderSearch {
  equipment?: string;
}
export function readNewOrderSearch(raw: Raw): NewOrderSearch {
  const equipment = textOf(raw.equipment);
  return equipment ? { equipment } : {};
}

export interface EnergySearch {
  period: 'today' | 'week' | 'month' | 'year';
  /** A day in the period (YYYY-MM-DD); today when absent. */
  on?: string;
}
export function readEnergySearch(raw: Raw): EnergySearch {
  const on = dayOf(raw.on);
  return {
    period: oneOf(raw.period, ['today', 'week', 'month', 'year'], 'today'),
    ...(on === undefined ? {} : { on }),
  };
}

export interface TrendSearch {
  tags: string[];
  window: TrendWindow;
  live: boolean;
  /** Last day of the window (YYYY-MM-DD, local time of the site); now when absent. */
  until?: string;
}
export function readTrendSearch(raw: Raw): TrendSearch {
  const until = dayOf(raw.until);
  const given = Array.isArray(raw.tags) ? raw.tags.flatMap((tag) => textOf(tag) ?? []) : [];
  return {
    tags: [...new Set(given)].slice(0, PEN_LETTERS.length),
    window: isTrendWindow(raw.window) ? raw.window : '1h',
    live: raw.live !== false,
    ...(until === undefined ? {} : { until }),
  };
}

export interface DevicesSearch {
  troubled: boolean;
}
export const readDevicesSearch = (raw: Raw): DevicesSearch => ({ troubled: raw.troubled === true });
