import type { Calibration } from '../domain/duty/maintenance/calibration.ts';
import type { CallOut } from '../domain/duty/maintenance/call-out.ts';
import type { Contractor } from '../domain/duty/maintenance/contractor.ts';
import type { DutyRecord } from '../domain/duty/record.ts';
import type { Certificate } from '../domain/duty/stores/certificate.ts';
import type { Part } from '../domain/duty/stores/part.ts';
import type {
  CallOutStep,
  CertificateStep,
  ContractorStep,
  Ending,
  InstrumentStep,
  NewCallOut,
  NewCertificate,
  NewContractor,
  NewInstrument,
  NewPart,
  NewTool,
  PartDecision,
  PartStep,
  ToolStep,
} from '../domain/duty/stores/stores-requests.ts';
import type { Tool } from '../domain/duty/stores/tool.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordCaller, RecordStory } from './maintenance-service.ts';
import type { RecordQuery } from './record-book.ts';

/**
 * One register. Adding what has the code of another is refused with RECORD_STEP_REFUSED; steps refuse with RECORD_NOT_FOUND,
 * RECORD_CHANGED and RECORD_STEP_REFUSED. All calls reject with STORE_UNAVAILABLE.
 */
export interface Register<B, Draft, Step> {
  list(query: RecordQuery): Promise<readonly DutyRecord<B>[]>;
  get(id: number): Promise<RecordStory<B> | undefined>;
  add(draft: Draft, caller: RecordCaller): Promise<Outcome<DutyRecord<B>>>;
  step(id: number, step: Step, caller: RecordCaller): Promise<Outcome<DutyRecord<B>>>;
}

/** Parts, tools, contractors with their calls, and instruments. */
export interface StoresService {
  readonly parts: Register<Part, NewPart, PartStep | PartDecision>;
  readonly tools: Register<Tool, NewTool, ToolStep | Ending>;
  readonly contractors: Register<Contractor, NewContractor, ContractorStep>;
  readonly callOuts: Register<CallOut, NewCallOut, CallOutStep>;
  readonly instruments: Register<Calibration, NewInstrument, InstrumentStep>;
  /** What people are allowed to do. */
  readonly certificates: Register<Certificate, NewCertificate, CertificateStep>;
}
