import { isTrendWindow, type TrendWindow } from '../panels/trend/windows.ts';
import { PEN_LETTERS } from '../theme/tokens.ts';

/** What the addresses of pages hold. Anything unreadable becomes the default: an address comes from outside. */
type Raw = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

export interface AlarmSearch {
  view: 'active' | 'unacknowledged' | 'history';
  id?: string;
}
export function readAlarmSearch(raw: Raw): AlarmSearch {
  const id = textOf(raw.id);
  return { view: oneOf(raw.view, ['active', 'unacknowledged', 'history'], 'active'), ...(id ? { id } : {}) };
}

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
  period: 'today' | 'week' | 'month';
}
export const readEnergySearch = (raw: Raw): EnergySearch => ({
  period: oneOf(raw.period, ['today', 'week', 'month'], 'today'),
});

export interface TrendSearch {
  tags: string[];
  window: TrendWindow;
  live: boolean;
}
export function readTrendSearch(raw: Raw): TrendSearch {
  const given = Array.isArray(raw.tags) ? raw.tags.flatMap((tag) => textOf(tag) ?? []) : [];
  return {
    tags: [...new Set(given)].slice(0, PEN_LETTERS.length),
    window: isTrendWindow(raw.window) ? raw.window : '1h',
    live: raw.live !== false,
  };
}

export interface DevicesSearch {
  troubled: boolean;
}
export const readDevicesSearch = (raw: Raw): DevicesSearch => ({ troubled: raw.troubled === true });
