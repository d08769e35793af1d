import type { Playbook } from '../../domain/duty/playbooks/playbook-plan.ts';
import { done, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FileStore } from '../../ports/file-store.ts';
import type { LibraryEntry, PlaybookService } from '../../ports/playbook-service.ts';
import type { Handlers } from '../handler.ts';
import { deedOf, orNull, queryOf, readRecord, viewOutcome, viewRecord } from './deed-of.ts';

interface PlaybookServices {
  readonly playbooks: PlaybookService;
  readonly files: Pick<FileStore, 'find'>;
  readonly clock: Clock;
}

type PlaybookRoutes =
  | ('listPlaybooks' | 'listPlaybookRuns' | 'startPlaybook' | 'readPlaybookRun' | 'confirmPlaybookStep')
  | ('skipPlaybookStep' | 'notePlaybookRun' | 'endPlaybookRun' | 'cancelPlaybookRun' | 'reportPlaybookRun')
  | 'signPlaybookRun';

/** Playbooks: what is to be done, and what was. */
export function playbookRoutes({ playbooks, files, clock }: PlaybookServices): Handlers<PlaybookRoutes> {
  return {
    listPlaybooks: async () => done((await playbooks.library()).map(viewEntry)),
    listPlaybookRuns: async ({ query }) => done((await playbooks.list(queryOf(query))).map(viewRecord)),
    readPlaybookRun: ({ params }) => readRecord(playbooks, params.id),
    startPlaybook: async (call) => {
      const { playbook, isDrill, place, equipment } = call.body;
      const request = { playbook, isDrill, place: orNull(place), equipment };
      return viewOutcome(await playbooks.start(request, deedOf(call, clock)));
    },
    confirmPlaybookStep: async (call) => {
      const { note, value, photos } = call.body;
      for (const photo of photos) if (!(await isKept(files, photo))) return refused('FILE_NOT_FOUND');
      const said = { note: orNull(note), value: orNull(value), photos };
      return viewOutcome(await playbooks.confirm(call.params.id, call.params.step, said, deedOf(call, clock)));
    },
    skipPlaybookStep: async (call) => {
      const { id, step } = call.params;
      return viewOutcome(await playbooks.skip(id, step, call.body.reason, deedOf(call, clock)));
    },
    notePlaybookRun: async (call) =>
      viewOutcome(await playbooks.note(call.params.id, call.body.text, deedOf(call, clock))),
    endPlaybookRun: async (call) =>
      viewOutcome(await playbooks.end(call.params.id, deedOf(call, clock), call.body.expectedVersion)),
    cancelPlaybookRun: async (call) => {
      const { reason, expectedVersion } = call.body;
      return viewOutcome(await playbooks.cancel(call.params.id, reason, deedOf(call, clock), expectedVersion));
    },
    reportPlaybookRun: async (call) => {
      const { expectedVersion, deviceAt: _deviceAt, ...report } = call.body;
      return viewOutcome(await playbooks.report(call.params.id, report, deedOf(call, clock), expectedVersion));
    },
    signPlaybookRun: async (call) =>
      viewOutcome(await playbooks.sign(call.params.id, deedOf(call, clock), call.body.expectedVersion)),
  };
}

async function isKept(files: Pick<FileStore, 'find'>, sha256: string): Promise<boolean> {
  return (await files.find(sha256)) !== undefined;
}

const viewEntry = ({ playbook, ...practice }: LibraryEntry) => {
  const { starts, steps, ...head } = playbook;
  return { ...head, ...practice, isAutomatic: starts.length > 0, steps: steps.map(viewStep) };
};

const viewStep = ({ seenBy, lateTo: _lateTo, ...step }: Playbook['steps'][number]) => ({
  ...step,
  canBeSeen: seenBy !== null,
});
