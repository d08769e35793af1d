import { done } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SetStanding, TestRunService } from '../../ports/test-run-service.ts';
import type { Handlers } from '../handler.ts';
import { deedOf, orNull, periodOf, queryOf, readRecord, viewOutcome, viewRecord } from './deed-of.ts';

interface TestRunServices {
  readonly testRuns: TestRunService;
  readonly clock: Clock;
}

type TestRunRoutes =
  | ('readSetStanding' | 'listTestRuns' | 'listTestRunDuties' | 'readTestRunRate' | 'readTestRun' | 'enterTestRun')
  | ('signTestRun' | 'reviewTestRun' | 'addToTestRun' | 'excuseTestRun');

/** Test runs of generator sets. */
export function testRunRoutes({ testRuns, clock }: TestRunServices): Handlers<TestRunRoutes> {
  return {
    readSetStanding: async () => done((await testRuns.standing()).map(viewStanding)),
    listTestRuns: async ({ query }) => done((await testRuns.runs(queryOf(query))).map(viewRecord)),
    listTestRunDuties: async ({ query }) => done((await testRuns.duties(queryOf(query))).map(viewRecord)),
    readTestRunRate: async ({ query }) => done(await testRuns.rate(...periodOf(query, clock))),
    readTestRun: ({ params }) => readRecord(testRuns, params.id),
    enterTestRun: async (call) => viewOutcome(await testRuns.enter(call.body, deedOf(call, clock))),
    signTestRun: async (call) => {
      const { checks, result, kind, note, expectedVersion } = call.body;
      const signed = { checks, result, kind, note: orNull(note) };
      return viewOutcome(await testRuns.sign(call.params.id, signed, deedOf(call, clock), expectedVersion));
    },
    reviewTestRun: async (call) => {
      const { note, expectedVersion } = call.body;
      return viewOutcome(await testRuns.review(call.params.id, orNull(note), deedOf(call, clock), expectedVersion));
    },
    addToTestRun: async (call) => {
      const { note, expectedVersion } = call.body;
      return viewOutcome(await testRuns.add(call.params.id, note, deedOf(call, clock), expectedVersion));
    },
    excuseTestRun: async (call) => {
      const { reason, expectedVersion } = call.body;
      return viewOutcome(await testRuns.excuse(call.params.id, reason, deedOf(call, clock), expectedVersion));
    },
  };
}

const viewStanding = ({ lastRun, duties, ...standing }: SetStanding) => ({
  ...standing,
  lastRun: lastRun && viewRecord(lastRun),
  duties: duties.map(viewRecord),
});
