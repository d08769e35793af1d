/** Every screen by name, with its address. `{alarm}` and `{order}` are filled in with what stands then. */
export const SCREENS: Readonly<Record<string, string>> = {
  overview: '/',
  power: '/systems/power',
  chillers: '/systems/chillers',
  lifts: '/systems/lifts',
  water: '/systems/water',
  gensets: '/systems/gensets',
  environment: '/systems/environment',
  equipment: '/equipment/CH-1',
  alarms: '/alarms?id={alarm}',
  'alarms-shelved': '/alarms?view=shelved',
  'alarms-history': '/alarms?view=history',
  performance: '/alarms/performance',
  'on-call': '/on-call',
  duty: '/duty',
  'log-sheets': '/log-sheets',
  'test-runs': '/test-runs',
  playbooks: '/playbooks',
  outages: '/outages',
  complaints: '/complaints',
  visits: '/visits',
  orders: '/work-orders',
  order: '/work-orders/{order}',
  'new-order': '/work-orders/new',
  register: '/register',
  rounds: '/rounds',
  places: '/places',
  'meter-runs': '/meter-runs',
  maintenance: '/maintenance',
  stores: '/stores',
  kpi: '/kpi',
  energy: '/energy',
  trends: '/trends?tags=["CH-1.lchwt","CH-1.echwt","CH-1.power"]&window=1h',
  devices: '/devices',
  records: '/records',
  channels: '/channels',
  messages: '/messages',
  me: '/me',
};

/** What a phone is carried for. */
export const PHONE_SCREENS: readonly string[] = [
  'overview',
  'lifts',
  'equipment',
  'alarms',
  'orders',
  'order',
  'rounds',
  'me',
];

/** Seen on a phone, or on a wall, alone. */
export const HOME = { mine: '/mine', list: '/alarms' } as const;
export const WALL = { wall: '/wall?distance=4&size=65' } as const;
