import type { OnCallPlan } from '../domain/on-call.ts';
import type { Site } from '../domain/site.ts';
import type { ExpressionLanguage } from '../ports/expression.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';

/** Forms, playbooks and maintenance programmes that are data: each kind in a folder of its own beside `equipment/`. */
export interface DutyFiles {
  /** Of the configuration, such as `config`. */
  readonly folder: string;
  /** Throws when that is impossible. */
  readText(path: string): string;
  /** Names of the files in a folder; empty when it cannot be read. */
  listFiles(folder: string): readonly string[];
}

/** What the parts of the section `duty` are resolved against. */
export interface DutyContext {
  readonly files: DutyFiles;
  readonly site: Site;
  readonly onCall: OnCallPlan;
  /** What may stand in a playbook's `seenBy`. */
  readonly expressions: ExpressionLanguage;
  /** Of the section `duty`. */
  readonly origin: Origin;
  readonly mistakes: MistakeList;
  readonly warnings: MistakeList;
}
