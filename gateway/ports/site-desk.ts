import type { Priority } from '../domain/alarm.ts';
import type { Outcome } from '../domain/errors.ts';
import type { SiteEdit } from '../domain/site-edit.ts';
import type { LocalText } from '../domain/text.ts';
import type { AuditEntry } from './account-store.ts';

/** A mistake of the site file, or of an edit of it. */
export interface SiteMistake {
  readonly file: string;
  readonly line: number;
  /** `equipment[3].alarms.high.options.high`; empty: the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly allowed: string | null;
  /** The nearest name that would have been right. */
  readonly suggestion: string | null;
}

/** What a new version of the file says otherwise; null: nothing. Secrets are not shown. */
export interface SiteChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The site file, and whether what stands in it is what runs. */
export interface SiteFileState {
  readonly file: string;
  /** SHA-256 of the file and what it includes, hex. */
  readonly revision: string;
  readonly isWritable: boolean;
  /** Of what runs; null where that is not known. */
  readonly runningRevision: string | null;
  readonly takenUpAt: number;
  /** Why the last version was not taken up; null when it was. */
  readonly problem: string | null;
}

/** What the lists of a screen are made from. */
export interface SiteOutline {
  readonly areas: readonly { readonly id: string; readonly name: LocalText }[];
  readonly connections: readonly {
    readonly id: string;
    readonly driver: string;
    readonly endpoint: string;
    readonly devices: number;
    /** One question at a time at a fixed speed: no second reader. */
    readonly isSerialLine: boolean;
  }[];
  readonly channels: readonly { readonly id: string; readonly kind: string; readonly takesAddress: boolean }[];
  readonly channelKinds: readonly {
    readonly kind: string;
    readonly title: LocalText;
    readonly forms: readonly SettingForm[];
  }[];
  /** The section `onCall` as it is written. */
  readonly onCall: Readonly<Record<string, unknown>>;
}

/** What an edit would do. */
export interface SiteCheck {
  readonly changes: readonly SiteChange[];
  readonly mistakes: readonly SiteMistake[];
  readonly warnings: readonly SiteMistake[];
  /** Connections that would be connected anew; those that would be new. */
  readonly reconnects: readonly string[];
  readonly connects: readonly string[];
  readonly pointsAdded: number;
  readonly pointsRemoved: number;
}

/** One thing to fill in for a driver, as its schema says. */
export interface SettingField {
  readonly name: string;
  readonly type: 'number' | 'text' | 'choice' | 'yes-no';
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  readonly choices: readonly string[];
  readonly fallback: string | null;
  readonly hint: string | null;
}

/** One way to fill it in; `fixed` says which one it is. */
export interface SettingForm {
  readonly title: string;
  readonly fixed: Readonly<Record<string, string>>;
  readonly fields: readonly SettingField[];
}

export interface TemplateSummary {
  readonly template: string;
  readonly title: LocalText;
  readonly maker: string;
  readonly model: string;
  readonly class: string;
  readonly system: string;
  readonly driver: string;
  readonly evidence: string;
  readonly points: number;
  readonly alarms: number;
}

export interface TemplateDetail extends TemplateSummary {
  readonly sources: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly title: LocalText;
    readonly unit: string;
    readonly fallback: number;
  }[];
  readonly pointList: readonly {
    readonly name: string;
    readonly title: LocalText;
    readonly unit: string;
    readonly kind: string;
    readonly scan: string;
    readonly address: string;
  }[];
  readonly alarmList: readonly {
    readonly name: string;
    readonly title: LocalText;
    readonly priority: Priority;
    readonly point: string;
  }[];
  /** How a connection of its driver, and a device on it, are described. */
  readonly connection: readonly SettingForm[];
  readonly device: readonly SettingForm[];
}

/** One alarm of a machine with what may be set of it. */
export interface AlarmLimit {
  readonly name: string;
  readonly condition: string;
  readonly kind: string;
  readonly title: LocalText;
  /** Null where it is judged on no point of its own. */
  readonly tag: string | null;
  readonly unit: string;
  readonly isEnabled: boolean;
  readonly priority: Priority;
  readonly onDelay: string;
  readonly offDelay: string;
  /** Its options that are numbers, as they hold now. */
  readonly options: Readonly<Record<string, number>>;
  /** Names of numbers that it can have. */
  readonly optionNames: readonly string[];
  /** Whose limit it is: ours, the maker's, a standard's. */
  readonly basis: string;
  /** What the site file itself says of it. */
  readonly own: Readonly<Record<string, unknown>>;
}

export interface TestRead {
  /** Why nothing was read; null where it was tried. */
  readonly obstacle: LocalText | null;
  readonly failure: string | null;
  readonly tookMs: number;
  readonly rows: readonly {
    readonly tag: string;
    readonly title: LocalText;
    readonly address: string;
    readonly raw: string | null;
    readonly value: number | string | null;
    readonly unit: string;
    readonly quality: string;
    readonly isGood: boolean;
    readonly detail: string | null;
  }[];
}

/** How often an alarm would have come. */
export interface RehearsedAlarm {
  readonly count: number;
  readonly activeMs: number;
  /** When the newest of them came, ms since the epoch, latest last. */
  readonly moments: readonly number[];
}

export interface Rehearsal {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly samples: number;
  /** As the alarm is set now; null where it is off. */
  readonly present: RehearsedAlarm | null;
  /** As it would be set; null where it would be off. */
  readonly changed: RehearsedAlarm | null;
}

/** Who would be told, step by step. */
export interface ToldSteps {
  readonly policies: readonly { readonly id: string; readonly title: LocalText }[];
  readonly steps: readonly {
    /** After the alarm. */
    readonly afterMs: number;
    /** Outside of its hours it waits. */
    readonly waits: boolean;
    readonly people: readonly {
      readonly id: string;
      readonly name: string;
      readonly channels: readonly string[];
      readonly quietUntil: number | null;
    }[];
    readonly channels: readonly string[];
  }[];
  readonly repeatAfterMs: number | null;
  readonly isDigest: boolean;
  /** At some step nobody can be reached. */
  readonly isUnroutable: boolean;
}

export interface ToldQuestion {
  readonly condition: string;
  readonly priority: Priority | undefined;
  readonly at: number;
}

/** The site file, seen and edited from a screen. Nothing is written but by `save`. */
export interface SiteDesk {
  state(): Promise<SiteFileState>;
  outline(): Promise<SiteOutline>;
  templates(): Promise<readonly TemplateSummary[]>;
  /** Refuses RESOURCE_NOT_FOUND. */
  template(name: string): Promise<Outcome<TemplateDetail>>;
  /** Refuses EQUIPMENT_NOT_FOUND. */
  limits(equipment: string): Promise<Outcome<readonly AlarmLimit[]>>;
  check(edits: readonly SiteEdit[]): Promise<Outcome<SiteCheck>>;
  /** Writes the file and answers its new revision; it is taken up a moment later. Refuses CONFIG_READ_ONLY, CONFIG_CHANGED, CONFIG_INVALID. */
  save(wish: SaveWish): Promise<Outcome<{ readonly revision: string }>>;
  /** Newest first. */
  changes(limit: number): Promise<readonly AuditEntry[]>;
  /** Reads the points of one machine of the edited site once; never writes. Refuses CONFIG_INVALID, EQUIPMENT_NOT_FOUND, REQUEST_TOO_MANY. */
  testRead(edits: readonly SiteEdit[], equipment: string): Promise<Outcome<TestRead>>;
  /** Counts over the history of the last 30 days. Refuses CONFIG_INVALID, RESOURCE_NOT_FOUND, REQUEST_TOO_MANY. */
  rehearse(edits: readonly SiteEdit[], condition: string): Promise<Outcome<Rehearsal>>;
  /** Refuses CONFIG_INVALID, RESOURCE_NOT_FOUND. */
  whoIsTold(edits: readonly SiteEdit[], question: ToldQuestion): Promise<Outcome<ToldSteps>>;
}

export interface SaveWish {
  readonly revision: string;
  readonly edits: readonly SiteEdit[];
  readonly reason: string;
  readonly by: string;
}
