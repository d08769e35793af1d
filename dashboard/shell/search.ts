import type { WorkOrderKind } from '../../gateway/domain/work-order.ts';
import { ALARM_VIEWS, type AlarmView } from '../pages/alarms/alarm-views.ts';
import { CONFIG_VIEWS, type ConfigView } from '../pages/config/config-views.ts';
import { EQUIPMENT_TABS, type EquipmentTab } from '../pages/equipment/equipment-tabs.ts';
import { MAINTENANCE_VIEWS, type MaintenanceView } from '../pages/maintenance/maintenance-views.ts';
import { METER_LISTS, type MeterList } from '../pages/meter-runs/meter-lists.ts';
import { ORDER_KINDS, ORDER_VIEWS, type OrderView } from '../pages/orders/order-views.ts';
import { ROUND_VIEWS, type RoundView } from '../pages/rounds/round-views.ts';
import { STORES_VIEWS, type StoresView } from '../pages/stores/stores-views.ts';
import { MOST_PLATES } from '../panels/display/plates.ts';
import { isTrendWindow, type TrendWindow } from '../panels/trend/windows.ts';
import { PEN_LETTERS } from '../theme/tokens.ts';

/** What the addresses of pages hold. Anything unreadable becomes the default: an address comes from outside. */
type Raw = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

const numberOf = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === 'number' && value >= least && value <= most ? value : undefined;

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

export interface SystemSearch {
  /** Machines whose faceplates are open, oldest first. */
  open?: string[];
}
export function readSystemSearch(raw: Raw): SystemSearch {
  const open = Array.isArray(raw.open) ? raw.open.flatMap((id) => textOf(id) ?? []) : [];
  return open.length > 0 ? { open: [...new Set(open)].slice(-MOST_PLATES) } : {};
}

export interface EquipmentSearch {
  /** The part of the page; its overview when absent. */
  tab?: EquipmentTab;
}
export function readEquipmentSearch(raw: Raw): EquipmentSearch {
  const tab = EQUIPMENT_TABS.find((one) => one === raw.tab);
  return tab ? { tab } : {};
}

export interface ConfigSearch {
  view: ConfigView;
  equipment?: string;
  alarm?: string;
  template?: string;
}
export function readConfigSearch(raw: Raw): ConfigSearch {
  const [equipment, alarm, template] = [textOf(raw.equipment), textOf(raw.alarm), textOf(raw.template)];
  return {
    view: oneOf(raw.view, CONFIG_VIEWS, 'device'),
    ...(equipment ? { equipment } : {}),
    ...(alarm ? { alarm } : {}),
    ...(template ? { template } : {}),
  };
}

export interface OnCallSearch {
  /** First day of the week shown (YYYY-MM-DD); today when absent. */
  from?: string;
}
export function readOnCallSearch(raw: Raw): OnCallSearch {
  const from = dayOf(raw.from);
  return from === undefined ? {} : { from };
}

export interface LogSheetsSearch {
  /** The day shown (YYYY-MM-DD); today when absent. */
  date?: string;
}
export function readLogSheetsSearch(raw: Raw): LogSheetsSearch {
  const date = dayOf(raw.date);
  return date === undefined ? {} : { date };
}

export interface LogSheetSearch {
  /** The row that is being filled; the one open now when absent. */
  row?: string;
}
export function readLogSheetSearch(raw: Raw): LogSheetSearch {
  const row = textOf(raw.row);
  return row === undefined ? {} : { row };
}

export interface PerformanceSearch {
  days: 1 | 7 | 30;
}
export const readPerformanceSearch = (raw: Raw): PerformanceSearch => ({
  days: raw.days === 1 || raw.days === 7 ? raw.days : 30,
});

export interface OrdersSearch {
  view: OrderView;
  kind?: WorkOrderKind;
}
export function readOrdersSearch(raw: Raw): OrdersSearch {
  const kind = ORDER_KINDS.find((one) => one === raw.kind);
  return { view: oneOf(raw.view, ORDER_VIEWS, 'open'), ...(kind ? { kind } : {}) };
}

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
  /** A part that is looked at instead of the window, ms. */
  from?: number;
  to?: number;
  /** The same a week earlier lies behind. */
  compare?: boolean;
  /** Alarms and orders stand above. */
  marks?: boolean;
  /** What the person calls this set. */
  set?: string;
}

const LONGEST_NAME = 60;

/** Both ends in order, or neither. */
function partOf(raw: Raw): { from?: number; to?: number } {
  const [from, to] = [numberOf(raw.from, 0, Number.MAX_SAFE_INTEGER), numberOf(raw.to, 0, Number.MAX_SAFE_INTEGER)];
  return from !== undefined && to !== undefined && from < to ? { from, to } : {};
}
export function readTrendSearch(raw: Raw): TrendSearch {
  const until = dayOf(raw.until);
  const set = textOf(raw.set);
  const given = Array.isArray(raw.tags) ? raw.tags.flatMap((tag) => textOf(tag) ?? []) : [];
  return {
    tags: [...new Set(given)].slice(0, PEN_LETTERS.length),
    window: isTrendWindow(raw.window) ? raw.window : '1h',
    live: raw.live !== false,
    ...(until === undefined ? {} : { until }),
    ...partOf(raw),
    ...(raw.compare === true ? { compare: true } : {}),
    ...(raw.marks === false ? { marks: false } : {}),
    ...(set ? { set: set.slice(0, LONGEST_NAME) } : {}),
  };
}

/** Where the wall stands: it has no banner and no navigation. */
export const WALL_PATH = '/wall';

export interface WallSearch {
  /** How far away people stand, m. */
  distance?: number;
  /** Diagonal of the picture, inches. */
  size?: number;
}
export function readWallSearch(raw: Raw): WallSearch {
  const [distance, size] = [numberOf(raw.distance, 0.3, 50), numberOf(raw.size, 5, 500)];
  return { ...(distance === undefined ? {} : { distance }), ...(size === undefined ? {} : { size }) };
}

export interface RegisterSearch {
  view: 'list' | 'rate';
}
export const readRegisterSearch = (raw: Raw): RegisterSearch => ({ view: oneOf(raw.view, ['list', 'rate'], 'list') });

export interface DevicesSearch {
  troubled: boolean;
}
export const readDevicesSearch = (raw: Raw): DevicesSearch => ({ troubled: raw.troubled === true });

export interface RoundsSearch {
  view: RoundView;
}
export const readRoundsSearch = (raw: Raw): RoundsSearch => ({ view: oneOf(raw.view, ROUND_VIEWS, 'now') });

export interface RoundSearch {
  /** The stop to begin with: whoever scanned its code stands there. */
  stop?: string;
}
export function readRoundSearch(raw: Raw): RoundSearch {
  const stop = textOf(raw.stop);
  return stop ? { stop } : {};
}

export interface MeterRunSearch {
  list: MeterList;
}
export const readMeterRunSearch = (raw: Raw): MeterRunSearch => ({ list: oneOf(raw.list, METER_LISTS, 'hand') });

export interface MaintenanceSearch {
  view: MaintenanceView;
}
export const readMaintenanceSearch = (raw: Raw): MaintenanceSearch => ({
  view: oneOf(raw.view, MAINTENANCE_VIEWS, 'tasks'),
});

export interface StoresSearch {
  view: StoresView;
}
export const readStoresSearch = (raw: Raw): StoresSearch => ({ view: oneOf(raw.view, STORES_VIEWS, 'parts') });

export interface KpiSearch {
  /** A month such as 2020-12; this one when absent. */
  month?: string;
}
export function readKpiSearch(raw: Raw): KpiSearch {
  const month = typeof raw.month === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(raw.month) ? raw.month : undefined;
  return month === undefined ? {} : { month };
}
