import { done, refused } from '../../domain/errors.ts';
import type { Register, StoresService } from '../../ports/stores-service.ts';
import type { Handlers } from '../handler.ts';
import { recordCaller, recordQuery, viewStory } from './record-caller.ts';

type StoresRoutes =
  | ('listParts' | 'readPart' | 'addPart' | 'stepPart')
  | ('listTools' | 'readTool' | 'addTool' | 'stepTool')
  | ('listContractors' | 'readContractor' | 'addContractor' | 'stepContractor')
  | ('listCallOuts' | 'readCallOut' | 'addCallOut' | 'stepCallOut')
  | ('listInstruments' | 'readInstrument' | 'addInstrument' | 'stepInstrument')
  | ('listCertificates' | 'readCertificate' | 'addCertificate' | 'stepCertificate')
  | ('decidePart' | 'endTool');

/** Parts, tools, contractors with their calls, instruments and certificates. */
export function storesRoutes({ stores }: { readonly stores: StoresService }): Handlers<StoresRoutes> {
  return {
    listParts: async ({ query }) => done(await stores.parts.list(recordQuery(query))),
    readPart: ({ params }) => storyOf(stores.parts, params.id),
    addPart: (call) => stores.parts.add(call.body.entry, recordCaller(call)),
    stepPart: (call) => stores.parts.step(call.params.id, call.body.do, recordCaller(call)),
    decidePart: (call) => stores.parts.step(call.params.id, call.body.do, recordCaller(call)),
    listTools: async ({ query }) => done(await stores.tools.list(recordQuery(query))),
    readTool: ({ params }) => storyOf(stores.tools, params.id),
    addTool: (call) => stores.tools.add(call.body.entry, recordCaller(call)),
    stepTool: (call) => stores.tools.step(call.params.id, call.body.do, recordCaller(call)),
    endTool: (call) => stores.tools.step(call.params.id, call.body.do, recordCaller(call)),
    listContractors: async ({ query }) => done(await stores.contractors.list(recordQuery(query))),
    readContractor: ({ params }) => storyOf(stores.contractors, params.id),
    addContractor: (call) => stores.contractors.add(call.body.entry, recordCaller(call)),
    stepContractor: (call) => stores.contractors.step(call.params.id, call.body.do, recordCaller(call)),
    listCallOuts: async ({ query }) => done(await stores.callOuts.list(recordQuery(query))),
    readCallOut: ({ params }) => storyOf(stores.callOuts, params.id),
    addCallOut: (call) => stores.callOuts.add(call.body.entry, recordCaller(call)),
    stepCallOut: (call) => stores.callOuts.step(call.params.id, call.body.do, recordCaller(call)),
    listInstruments: async ({ query }) => done(await stores.instruments.list(recordQuery(query))),
    readInstrument: ({ params }) => storyOf(stores.instruments, params.id),
    addInstrument: (call) => stores.instruments.add(call.body.entry, recordCaller(call)),
    stepInstrument: (call) => stores.instruments.step(call.params.id, call.body.do, recordCaller(call)),
    listCertificates: async ({ query }) => done(await stores.certificates.list(recordQuery(query))),
    readCertificate: ({ params }) => storyOf(stores.certificates, params.id),
    addCertificate: (call) => stores.certificates.add(call.body.entry, recordCaller(call)),
    stepCertificate: (call) => stores.certificates.step(call.params.id, call.body.do, recordCaller(call)),
  };
}

async function storyOf<B>(register: Pick<Register<B, never, never>, 'get'>, id: number) {
  const story = await register.get(id);
  return story ? done(viewStory(story)) : refused('RECORD_NOT_FOUND');
}
