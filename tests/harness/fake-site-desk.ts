import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { SiteEdit } from '../../gateway/domain/site-edit.ts';
import type {
  AlarmLimit,
  Rehearsal,
  SaveWish,
  SiteDesk,
  SiteFileState,
  TemplateDetail,
} from '../../gateway/ports/site-desk.ts';

const text = (en: string) => ({ en, zh: `${en} 中文` });

export const FAKE_REVISION = 'a'.repeat(64);

const TEMPLATE: TemplateDetail = {
  ...{ template: 'acme-p1', title: text('Pump'), maker: 'Acme', model: 'P1', class: 'pump', system: 'water' },
  ...{ driver: 'modbus', evidence: 'verified', points: 1, alarms: 1, sources: ['leaflet'] },
  parameters: [{ name: 'rated', title: text('Rated current'), unit: 'A', fallback: 400 }],
  pointList: [{ name: 'p0', title: text('Reading 0'), unit: 'kW', kind: 'number', scan: 'fast', address: '10' }],
  alarmList: [{ name: 'high', title: text('High'), priority: 'P2', point: 'p0' }],
  connection: [],
  device: [{ title: '', fixed: {}, fields: [] }],
};

const LIMIT: AlarmLimit = {
  ...{ name: 'high', condition: 'PUMP-1.high', kind: 'limit', title: text('High'), tag: 'PUMP-1.p0', unit: 'kW' },
  ...{ isEnabled: true, priority: 'P2', onDelay: '5s', offDelay: '0s', options: { high: 80 } },
  ...{ optionNames: ['high', 'deadband'], basis: 'default', own: {} },
};

/** A site file in memory: takes whatever is saved under the present revision and keeps the wish. */
export class FakeSiteDesk implements SiteDesk {
  readonly saved: SaveWish[] = [];
  revision = FAKE_REVISION;
  isWritable = true;

  async state(): Promise<SiteFileState> {
    const { revision, isWritable } = this;
    return { file: 'site.yaml', revision, isWritable, runningRevision: revision, takenUpAt: 1000, problem: null };
  }
  async outline() {
    return {
      areas: [{ id: 'B1', name: text('Basement') }],
      connections: [{ id: 'bus-1', driver: 'modbus', endpoint: '127.0.0.1:502', devices: 1, isSerialLine: false }],
      channels: [{ id: 'push', kind: 'web-push', takesAddress: false }],
      channelKinds: [{ kind: 'web-push', title: text('Push'), forms: [] }],
      onCall: {},
    };
  }
  async templates() {
    return [TEMPLATE];
  }
  async template(name: string): Promise<Outcome<TemplateDetail>> {
    return name === 'missing' ? refused('RESOURCE_NOT_FOUND') : done(TEMPLATE);
  }
  async limits(equipment: string) {
    return equipment === 'PUMP-1' ? done([LIMIT]) : refused('EQUIPMENT_NOT_FOUND');
  }
  async check(edits: readonly SiteEdit[]) {
    const changes = edits.map(({ kind }) => ({ path: kind, before: null, after: 'new' }));
    return done({
      ...{ changes, mistakes: [], warnings: [], reconnects: [], connects: [], pointsAdded: 0, pointsRemoved: 0 },
    });
  }
  async save(wish: SaveWish): Promise<Outcome<{ readonly revision: string }>> {
    if (!this.isWritable) return refused('CONFIG_READ_ONLY');
    if (wish.revision !== this.revision) return refused('CONFIG_CHANGED');
    this.saved.push(wish);
    this.revision = 'b'.repeat(64);
    return done({ revision: this.revision });
  }
  async changes() {
    return this.saved.map(({ by, reason }) => ({
      ...{ at: 1000, actor: by, action: 'configure', subject: 'equipment[PUMP-1]', outcome: 'done' as const },
      detail: JSON.stringify({ before: '80', after: '90', reason }),
    }));
  }
  async testRead() {
    return done({ obstacle: null, failure: null, tookMs: 12, rows: [] });
  }
  async rehearse(_edits: readonly SiteEdit[], condition: string): Promise<Outcome<Rehearsal>> {
    if (condition !== 'PUMP-1.high') return refused('RESOURCE_NOT_FOUND');
    const present = { count: 4, activeMs: 60_000, moments: [1000] };
    const changed = { count: 31, activeMs: 600_000, moments: [1000] };
    return done({ startsAt: 0, endsAt: 1000, samples: 100, present, changed });
  }
  async whoIsTold() {
    return done({ policies: [], steps: [], repeatAfterMs: null, isDigest: false, isUnroutable: true });
  }
}
