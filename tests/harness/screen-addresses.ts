import type { Wire } from '../../gateway/contract/wire.ts';
import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { ControlRoom } from './control-room.ts';
import { eventually } from './eventually.ts';
import type { GatewayProcess } from './gateway-process.ts';

type Views = Readonly<Record<string, string>>;
/** What an address needs, by the name that stands in braces. */
type Standing = Readonly<Record<string, string | undefined>>;

interface Numbered {
  readonly id: number;
}

interface Connection {
  readonly id: string;
  readonly devices: readonly { readonly id: string }[];
}

interface Places {
  readonly places: readonly { readonly code: string }[];
}

interface Report {
  readonly kind: string;
  readonly period: string;
}

/** A tripped chiller and a trapped passenger; their alarms, as soon as each has its order. */
export async function raiseBothAlarms(room: ControlRoom): Promise<readonly Wire<Alarm>[]> {
  await room.site.fault('chiller-trip', { device: 'CH-1' });
  await room.site.fault('passenger-trapped');
  return eventually(() => bothAlarms(room.gateway), 60_000, 'both alarms with their orders');
}

async function bothAlarms(gateway: GatewayProcess): Promise<readonly Wire<Alarm>[] | undefined> {
  const open = await gateway.get<Wire<Alarm>[]>('/alarms?state=open');
  const both = ['CH-1', 'L03'].flatMap((id) => open.find(({ equipment }) => equipment === id) ?? []);
  return both.length === 2 && both.every(({ workOrder }) => workOrder !== null) ? both : undefined;
}

async function first(gateway: GatewayProcess, path: string): Promise<string | undefined> {
  return (await gateway.get<readonly Numbered[]>(path))[0]?.id.toString();
}

async function papersOf(gateway: GatewayProcess): Promise<Standing> {
  const [shift, run, sheet, round, task] = await Promise.all([
    first(gateway, '/shifts'),
    first(gateway, '/playbook-runs'),
    first(gateway, '/log-sheets'),
    first(gateway, '/rounds'),
    first(gateway, '/maintenance/tasks'),
  ]);
  return { shift, run, sheet, round, task };
}

async function deviceOf(gateway: GatewayProcess): Promise<Standing> {
  const all = await gateway.get<readonly Connection[]>('/connections');
  const connection = all.find(({ devices }) => devices.length > 0);
  return { connection: connection?.id, device: connection?.devices[0]?.id };
}

/** The screens with their whole addresses. Those of which nothing stands in the building are left out. */
export async function addressesOf(
  gateway: GatewayProcess,
  views: Views,
  [chiller, lift]: readonly Wire<Alarm>[] = [],
): Promise<readonly (readonly [name: string, path: string])[]> {
  const reports = await gateway.get<readonly Report[]>('/reports');
  const { places } = await gateway.get<Places>('/places');
  const standing: Standing = {
    place: places[0]?.code,
    alarm: lift?.id,
    order: chiller?.workOrder?.toString(),
    day: reports.find(({ kind }) => kind === 'daily')?.period,
    ...(await papersOf(gateway)),
    ...(await deviceOf(gateway)),
  };
  return Object.entries(views).flatMap(([name, path]) => {
    const whole = filledIn(path, standing);
    return whole === undefined ? [] : [[name, whole] as const];
  });
}

function filledIn(path: string, standing: Standing): string | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  if (names.some((name) => standing[name] === undefined)) return undefined;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(standing[name]!));
}
