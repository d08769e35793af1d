import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { WireFound } from '../../data/record-search-api.ts';

interface RecordLinkProps {
  readonly found: Pick<WireFound, 'id' | 'kind' | 'subject'>;
  readonly children: ReactNode;
}

/** Leads to the page on which a record of this kind is read. */
export function RecordLink({ found: { id, kind, subject }, children }: RecordLinkProps): ReactElement {
  const params = { id: String(id) };
  switch (kind) {
    case 'log-sheet':
      return (
        <Link to="/log-sheets/$id" params={params} search={{}}>
          {children}
        </Link>
      );
    case 'timed-start':
      return (
        <Link to="/log-sheets" search={{}}>
          {children}
        </Link>
      );
    case 'round':
      return (
        <Link to="/rounds/$id" params={params} search={{}}>
          {children}
        </Link>
      );
    case 'test-run':
      return (
        <Link to="/test-runs/$id" params={params}>
          {children}
        </Link>
      );
    case 'playbook':
      return (
        <Link to="/playbooks/$id" params={params}>
          {children}
        </Link>
      );
    case 'shift':
      return (
        <Link to="/handover/$id" params={params}>
          {children}
        </Link>
      );
    case 'meter-run':
      return (
        <Link to="/meter-runs/$id" params={params} search={{ list: 'all' }}>
          {children}
        </Link>
      );
    case 'outage':
      return (
        <Link to="/outages/$id" params={params}>
          {children}
        </Link>
      );
    case 'complaint':
      return (
        <Link to="/complaints/$id" params={params}>
          {children}
        </Link>
      );
    case 'visit':
      return <Link to="/visits">{children}</Link>;
    case 'maintenance-task':
      return (
        <Link to="/maintenance/$id" params={params}>
          {children}
        </Link>
      );
    case 'maintenance-year':
      return (
        <Link to="/maintenance/years/$id" params={params}>
          {children}
        </Link>
      );
    case 'equipment-card':
      return (
        <Link to="/register/$equipment" params={{ equipment: subject }}>
          {children}
        </Link>
      );
    case 'use-anomaly':
      return <Link to="/use-anomalies">{children}</Link>;
    case 'part':
    case 'tool':
    case 'contractor':
    case 'call-out':
    case 'calibration':
    case 'certificate':
      return (
        <Link to="/stores" search={{ view: STORES[kind] }}>
          {children}
        </Link>
      );
  }
}

const STORES = {
  part: 'parts',
  tool: 'tools',
  contractor: 'contractors',
  'call-out': 'calls',
  calibration: 'instruments',
  certificate: 'certificates',
} as const;
