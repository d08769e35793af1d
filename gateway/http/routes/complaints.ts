import type { Complaint } from '../../domain/duty/complaints/complaint.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { done, refused } from '../../domain/errors.ts';
import { may, type Role } from '../../domain/role.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ComplaintService } from '../../ports/complaint-service.ts';
import type { Handlers } from '../handler.ts';
import { deedOf, orNull, periodOf, queryOf, viewOutcome, viewRecord } from './deed-of.ts';

interface ComplaintServices {
  readonly complaints: ComplaintService;
  readonly clock: Clock;
}

type ComplaintRoutes =
  | ('listComplaints' | 'registerComplaint' | 'readComplaintFigures' | 'readComplaintCauses' | 'readComplaint')
  | ('assignComplaint' | 'judgeComplaint' | 'decideComplaint' | 'orderForComplaint' | 'answerComplaint')
  | ('callBackComplaint' | 'withdrawComplaint' | 'noteComplaint');

/** Complaints. Names and telephone numbers are for those who handle them. */
export function complaintRoutes({ complaints, clock }: ComplaintServices): Handlers<ComplaintRoutes> {
  return {
    listComplaints: async ({ query, caller }) => {
      const found = await complaints.list(queryOf(query));
      return done(found.map((record) => viewRecord(shownTo(record, caller.role))));
    },
    readComplaint: async ({ params, caller }) => {
      const record = await complaints.get(params.id);
      if (!record) return refused('RECORD_NOT_FOUND');
      return done({ ...viewRecord(shownTo(record, caller.role)), events: await complaints.events(params.id) });
    },
    readComplaintFigures: async ({ query }) => done(await complaints.figures(...periodOf(query, clock))),
    readComplaintCauses: async ({ query }) => done(await complaints.causes(query.equipment ?? null)),
    registerComplaint: async (call) => {
      const { deviceAt: _deviceAt, ...draft } = call.body;
      return viewOutcome(await complaints.register(draft, deedOf(call, clock)));
    },
    assignComplaint: async (call) => {
      const { assignee, expectedVersion } = call.body;
      return viewOutcome(await complaints.assign(call.params.id, assignee, deedOf(call, clock), expectedVersion));
    },
    judgeComplaint: async (call) => {
      const { isValid, reason, expectedVersion } = call.body;
      return viewOutcome(await complaints.judge(call.params.id, isValid, reason, deedOf(call, clock), expectedVersion));
    },
    decideComplaint: async (call) => {
      const { words, expectedVersion } = call.body;
      return viewOutcome(await complaints.decide(call.params.id, words, deedOf(call, clock), expectedVersion));
    },
    orderForComplaint: async (call) => viewOutcome(await complaints.order(call.params.id, deedOf(call, clock))),
    answerComplaint: async (call) => {
      const { result, measure, expectedVersion } = call.body;
      const deed = deedOf(call, clock);
      return viewOutcome(await complaints.answer(call.params.id, result, orNull(measure), deed, expectedVersion));
    },
    callBackComplaint: async (call) => {
      const { satisfaction, words, expectedVersion } = call.body;
      const said = { satisfaction, words };
      return viewOutcome(await complaints.callBack(call.params.id, said, deedOf(call, clock), expectedVersion));
    },
    withdrawComplaint: async (call) => {
      const { reason, expectedVersion } = call.body;
      return viewOutcome(await complaints.withdraw(call.params.id, reason, deedOf(call, clock), expectedVersion));
    },
    noteComplaint: async (call) =>
      viewOutcome(await complaints.note(call.params.id, call.body.note, deedOf(call, clock))),
  };
}

const HIDDEN = '***';

function shownTo(record: DutyRecord<Complaint>, role: Role): DutyRecord<Complaint> {
  if (may(role, 'record:write')) return record;
  return { ...record, body: { ...record.body, name: HIDDEN, phone: HIDDEN } };
}
