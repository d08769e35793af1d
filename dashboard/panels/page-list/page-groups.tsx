import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { Permission, Role } from '../../../gateway/domain/role.ts';
import { SYSTEMS } from '../../data/plant.ts';
import type { WordKey } from '../../i18n/use-words.ts';

/** How a link is drawn; where it leads is the page's own. */
export interface LinkLook {
  readonly className: string | undefined;
  readonly activeOptions: { readonly includeSearch: false; readonly exact?: boolean };
  readonly children: ReactNode;
}

export interface PageTarget {
  readonly word: WordKey;
  /** Begins the addresses of the page and of what lies behind it. */
  readonly path: string;
  readonly link: (look: LinkLook) => ReactElement;
  /** Shown only to who may do that. */
  readonly needs?: Permission;
}

export type GroupId = 'plant' | 'watch' | 'work' | 'papers' | 'assets' | 'figures' | 'gateway';

/** Pages that belong together. */
export interface PageGroup {
  readonly id: GroupId;
  readonly pages: readonly PageTarget[];
}

/** All pages of the desk, always in this order. */
export const PAGE_GROUPS: readonly PageGroup[] = [
  {
    id: 'plant',
    pages: SYSTEMS.map((system) => ({
      word: `system.${system}` as const,
      path: `/systems/${system}`,
      link: (look) => <Link to="/systems/$system" params={{ system }} {...look} />,
    })),
  },
  {
    id: 'watch',
    pages: [
      {
        word: 'nav.alarms',
        path: '/alarms',
        link: (look) => <Link to="/alarms" search={{ view: 'active' }} {...look} />,
      },
      { word: 'nav.duty', path: '/duty', link: (look) => <Link to="/duty" {...look} /> },
      { word: 'nav.onCall', path: '/on-call', link: (look) => <Link to="/on-call" search={{}} {...look} /> },
      { word: 'nav.playbooks', path: '/playbooks', link: (look) => <Link to="/playbooks" {...look} /> },
      { word: 'nav.visits', path: '/visits', link: (look) => <Link to="/visits" {...look} /> },
      {
        word: 'nav.performance',
        path: '/alarms/performance',
        link: (look) => <Link to="/alarms/performance" search={{ days: 30 }} {...look} />,
      },
    ],
  },
  {
    id: 'work',
    pages: [
      {
        word: 'nav.orders',
        path: '/work-orders',
        link: (look) => <Link to="/work-orders" search={{ view: 'open' }} {...look} />,
      },
      { word: 'nav.rounds', path: '/rounds', link: (look) => <Link to="/rounds" search={{ view: 'now' }} {...look} /> },
      { word: 'nav.meterRuns', path: '/meter-runs', link: (look) => <Link to="/meter-runs" {...look} /> },
      { word: 'nav.complaints', path: '/complaints', link: (look) => <Link to="/complaints" {...look} /> },
    ],
  },
  {
    id: 'papers',
    pages: [
      { word: 'nav.sheets', path: '/log-sheets', link: (look) => <Link to="/log-sheets" search={{}} {...look} /> },
      { word: 'nav.testRuns', path: '/test-runs', link: (look) => <Link to="/test-runs" {...look} /> },
      { word: 'nav.outages', path: '/outages', link: (look) => <Link to="/outages" {...look} /> },
      {
        ...{ word: 'nav.search', path: '/search', needs: 'record:write' },
        link: (look) => <Link to="/search" {...look} />,
      },
    ],
  },
  {
    id: 'assets',
    pages: [
      {
        word: 'nav.register',
        path: '/register',
        link: (look) => <Link to="/register" search={{ view: 'list' }} {...look} />,
      },
      {
        word: 'nav.upkeep',
        path: '/maintenance',
        link: (look) => <Link to="/maintenance" search={{ view: 'tasks' }} {...look} />,
      },
      {
        word: 'nav.stores',
        path: '/stores',
        link: (look) => <Link to="/stores" search={{ view: 'parts' }} {...look} />,
      },
    ],
  },
  {
    id: 'figures',
    pages: [
      { word: 'nav.kpi', path: '/kpi', link: (look) => <Link to="/kpi" search={{}} {...look} /> },
      {
        word: 'nav.energy',
        path: '/energy',
        link: (look) => <Link to="/energy" search={{ period: 'today' }} {...look} />,
      },
      {
        word: 'nav.useAnomalies',
        path: '/use-anomalies',
        link: (look) => <Link to="/use-anomalies" {...look} />,
      },
      {
        word: 'nav.trends',
        path: '/trends',
        link: (look) => <Link to="/trends" search={{ tags: [], window: '1h', live: true }} {...look} />,
      },
    ],
  },
  {
    id: 'gateway',
    pages: [
      {
        word: 'nav.devices',
        path: '/devices',
        needs: 'system:read',
        link: (look) => <Link to="/devices" search={{ troubled: false }} {...look} />,
      },
      {
        word: 'nav.records',
        path: '/records',
        needs: 'system:read',
        link: (look) => <Link to="/records" {...look} />,
      },
      {
        word: 'nav.channels',
        path: '/channels',
        needs: 'system:read',
        link: (look) => <Link to="/channels" {...look} />,
      },
      {
        word: 'nav.messages',
        path: '/messages',
        needs: 'system:read',
        link: (look) => <Link to="/messages" {...look} />,
      },
      {
        word: 'nav.config',
        path: '/config',
        needs: 'site:configure',
        link: (look) => <Link to="/config" search={{ view: 'device' }} {...look} />,
      },
    ],
  },
];

const OPEN: Readonly<Record<Role, readonly GroupId[]>> = {
  viewer: ['plant', 'figures'],
  technician: ['watch', 'work', 'papers'],
  operator: ['watch', 'work', 'papers'],
  engineer: ['watch', 'work', 'papers', 'assets'],
  supervisor: ['watch', 'work', 'figures'],
  admin: ['plant', 'watch', 'gateway'],
};

/** Whether the page shown is this one, or lies behind it. */
const isAt = (path: string, shown: string): boolean => shown === path || shown.startsWith(`${path}/`);

/** Whether a group stands open before the person has said anything: what this role uses most, and what is looked at now. */
export const isOpenAtFirst = ({ id, pages }: PageGroup, role: Role | undefined, shown: string): boolean =>
  (role !== undefined && OPEN[role].includes(id)) || pages.some(({ path }) => isAt(path, shown));
