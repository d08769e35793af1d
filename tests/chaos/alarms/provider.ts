import { HttpProvider } from '../../harness/fake-providers/http-provider.ts';
import { createRandom, whole } from '../../simulators/model/random.ts';
import { look } from './stored.ts';

/** Time a provider takes for its answer; the message counts as arrived before. */
const LONGEST_ANSWER_MS = 60;
/** To one address of a channel; there is only one here. */
const PROMISED_REPEATS = 1;

export interface ProviderFigures {
  readonly messages: number;
  readonly repeats: number;
  /** Messages repeated to one address because of one kill, at most. */
  readonly mostOfOneKill: number;
  readonly urgent: number;
  /** Answered by a person before the message had gone. */
  readonly urgentAnswered: number;
}

interface Arrival {
  readonly life: number;
  readonly type: string;
  /** Of a digest: the alarms it tells of. */
  readonly alarms: readonly string[];
  readonly isMarked: boolean;
}

/** As far as it is looked at. */
interface Body {
  readonly type: string;
  readonly alarms?: readonly { readonly alarmId: string }[];
  readonly marks?: readonly string[];
}

/** Takes every message and remembers in whose life it came. */
export class Provider {
  life = 0;
  private readonly http: HttpProvider;
  private readonly arrivals: ReadonlyMap<string, readonly Arrival[]>;

  private constructor(http: HttpProvider, arrivals: ReadonlyMap<string, readonly Arrival[]>) {
    this.http = http;
    this.arrivals = arrivals;
  }

  static async start(seed: number): Promise<Provider> {
    const arrivals = new Map<string, Arrival[]>();
    const random = createRandom(seed, 'provider');
    const http = await HttpProvider.start(({ headers, body }) => {
      const id = String(headers['webhook-id']);
      const { type, alarms = [], marks = [] } = JSON.parse(body.toString('utf8')) as Body;
      // Told directly because the store was slow; that is not of the outbox.
      if (marks.includes('unrecorded')) return { status: 204 };
      const isMarked = marks.includes('repeat');
      const arrival = { life: provider.life, type, alarms: alarms.map(({ alarmId }) => alarmId), isMarked };
      arrivals.set(id, [...(arrivals.get(id) ?? []), arrival]);
      return { status: 204, delayMs: whole(random, 0, LONGEST_ANSWER_MS) };
    });
    const provider = new Provider(http, arrivals);
    return provider;
  }

  get url(): string {
    return `${this.http.origin}/hook`;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }

  /** When everything has been sent: compares what arrived with what the gateway says it has sent. */
  judge(folder: string): { readonly faults: readonly string[]; readonly figures: ProviderFigures } {
    const rows = look(folder, (file) => file.prepare(OUTBOX).all()) as unknown as readonly OutboxRow[];
    const urgent = look(folder, (file) => file.prepare(URGENT).all()) as unknown as readonly UrgentRow[];
    const missed = urgent.filter(({ id }) => id === null || !this.arrivals.has(id));
    const repeats = this.repeatsByKill();
    const counts = [...repeats.byKill.values()];
    const faults = [
      ...repeats.faults,
      ...this.strangers(rows),
      ...this.liesIn(rows),
      ...doubled(rows),
      ...untold(missed),
    ];
    const figures = {
      messages: this.arrivals.size,
      repeats: counts.reduce((sum, count) => sum + count, 0),
      mostOfOneKill: Math.max(0, ...counts),
      urgent: urgent.length,
      urgentAnswered: missed.length,
    };
    return { faults, figures };
  }

  /** Everything is settled, and what is said to be sent has arrived, by itself or in a digest. */
  private liesIn(rows: readonly OutboxRow[]): string[] {
    const digested = new Set([...this.arrivals.values()].flatMap(([first]) => first?.alarms ?? []));
    const isMissing = ({ id, alarmId }: OutboxRow): boolean => !this.arrivals.has(id) && !digested.has(alarmId ?? '');
    const sent = rows.filter(({ state }) => state === 'sent' || state === 'delivered');
    const open = rows.filter(({ state }) => !SETTLED.has(state));
    return [
      ...sent.filter(isMissing).map(({ id }) => `said to be sent, never arrived: ${id}`),
      ...open.map(({ id, state }) => `still ${state} in the end: ${id}`),
    ];
  }

  /** A message comes again only when a kill lies between, then under its own id, marked, with nothing new in it, and one for each kill. */
  private repeatsByKill(): { readonly faults: string[]; readonly byKill: ReadonlyMap<number, number> } {
    const faults: string[] = [];
    const byKill = new Map<number, number>();
    for (const [id, arrivals] of this.arrivals)
      for (const [index, { life, alarms, isMarked }] of arrivals.entries()) {
        const before = arrivals[index - 1];
        if (!before) continue;
        if (before.life === life) faults.push(`sent twice in life ${life}: ${id}`);
        if (!isMarked) faults.push(`a repeat that does not say so: ${id}`);
        if (alarms.some((alarm) => !arrivals[0]!.alarms.includes(alarm))) faults.push(`more in the repeat: ${id}`);
        byKill.set(before.life, (byKill.get(before.life) ?? 0) + 1);
      }
    for (const [kill, count] of byKill)
      if (count > PROMISED_REPEATS) faults.push(`${count} messages came twice because of kill ${kill}`);
    return { faults, byKill };
  }

  private strangers(rows: readonly OutboxRow[]): string[] {
    const known = new Set(rows.map(({ id }) => id));
    const alone = [...this.arrivals].filter(([, arrivals]) => !ELSEWHERE.has(arrivals[0]!.type));
    return alone.filter(([id]) => !known.has(id)).map(([id, [first]]) => `a message of nobody: ${first!.type} ${id}`);
  }
}

interface OutboxRow {
  readonly id: string;
  readonly state: string;
  readonly detail: string | null;
  readonly alarmId: string | null;
  readonly occurrence: number;
  readonly kind: string;
}

interface UrgentRow {
  readonly alarmId: string;
  readonly occurrence: number;
  readonly id: string | null;
  /** 1: a person acknowledged this occurrence. */
  readonly answered: number;
}

/** A digest has an id of its own; what is wrong with the store does not go through it. */
const ELSEWHERE: ReadonlySet<string> = new Set(['alarm.digest', 'notice.duty']);
const SETTLED: ReadonlySet<string> = new Set(['sent', 'delivered', 'bundled', 'superseded']);
const OUTBOX = 'select id, state, detail, alarm_id alarmId, occurrence, kind from outbox';

/** Every P1 that people were to be told of for the first time, with its message. */
const URGENT = `select j.alarm_id alarmId, j.occurrence, o.id,
    exists (select 1 from journal a where a.alarm_id = j.alarm_id and a.type = 'acknowledged' and a.sequence > j.sequence) answered
  from journal j left join outbox o on o.alarm_id = j.alarm_id and o.occurrence = j.occurrence and o.kind = 'alarm'
  where j.priority = 'P1' and j.type = 'annunciated' and j.annunciation = 'new'`;

/** Two messages that say the same to the same. */
function doubled(rows: readonly OutboxRow[]): string[] {
  const tellings = rows.filter(({ kind }) => kind === 'alarm');
  const groups = Map.groupBy(tellings, ({ alarmId, occurrence }) => `${alarmId}, occurrence ${occurrence}`);
  return [...groups].filter(([, group]) => group.length > 1).map(([name]) => `two messages of one telling: ${name}`);
}

const untold = (missed: readonly UrgentRow[]): string[] =>
  missed
    .filter(({ answered }) => answered === 0)
    .map(({ alarmId, occurrence }) => `nobody was told of ${alarmId}, occurrence ${occurrence}`);
