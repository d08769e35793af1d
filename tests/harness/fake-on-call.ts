import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { StoredOverride } from '../../gateway/ports/duty-store.ts';
import type { Escalation } from '../../gateway/ports/escalation-store.ts';
import type { DutyCaller, DutyTurn, OnCallService, OverrideDraft } from '../../gateway/ports/on-call-service.ts';
import { exampleAlarm } from './alarm-records.ts';
import { exampleOnCallPlan } from './builders.ts';

const TITLE = { en: 'Duty', zh: '值班' };

/** One rotation of one person, one gap and one override; keeps what it was asked to do. */
export class FakeOnCall implements OnCallService {
  readonly plan = exampleOnCallPlan();
  /** What was asked for, in order. */
  readonly asked: { readonly draft: OverrideDraft; readonly caller: DutyCaller }[] = [];
  /** Ranges that were asked for. */
  readonly ranges: (readonly [number, number])[] = [];

  async at() {
    return [{ rotation: 'duty', title: TITLE, timeZone: 'Asia/Shanghai', people: [turn(1000)], next: turn(2000) }];
  }
  async turns(from: number, to: number) {
    this.ranges.push([from, to]);
    return [turn(1000), turn(2000)];
  }
  async coverage() {
    return { startsAt: 0, endsAt: 9000, gaps: [{ rotation: 'duty', title: TITLE, startsAt: 3000, endsAt: 4000 }] };
  }
  async overrides(from: number, to: number) {
    this.ranges.push([from, to]);
    return [fakeOverride()];
  }
  async override(draft: OverrideDraft, caller: DutyCaller): Promise<Outcome<StoredOverride>> {
    this.asked.push({ draft, caller });
    if (draft.rotation !== 'duty') return refused('DUTY_ROTATION_NOT_FOUND');
    return done({ ...fakeOverride(), ...draft, by: caller.username });
  }
  async agree(id: number): Promise<Outcome<StoredOverride>> {
    return id === 1 ? done(fakeOverride()) : refused('DUTY_OVERRIDE_NOT_FOUND');
  }
  async withdraw(id: number): Promise<Outcome<void>> {
    return id === 1 ? done(undefined) : refused('DUTY_OVERRIDE_NOT_FOUND');
  }
  async escalations(): Promise<readonly Escalation[]> {
    const alarm = exampleAlarm();
    return [{ alarm, occurrence: 1, state: 'running', step: 1, round: 0, dueAt: 5000, policy: 'all' }];
  }
}

const turn = (startsAt: number): DutyTurn => ({
  ...{ rotation: 'duty', person: 'wang', name: '王师傅', startsAt, endsAt: startsAt + 1000 },
  ...{ because: 'turn', override: null },
});

const fakeOverride = (): StoredOverride => ({
  ...{ id: 1, rotation: 'duty', kind: 'replace', person: 'wang', instead: null, from: 1000, to: 2000 },
  ...{ reason: 'sick', by: 'engineer', state: 'agreed', createdAt: 500, agreedBy: null, agreedAt: null },
});
