import type { z } from 'zod';
import type { handRunDraft, runSignature } from '../../gateway/contract/test-run-requests.ts';
import type {
  setStanding,
  testRunDetail,
  testRunRate,
  testRunRecord,
} from '../../gateway/contract/test-run-resources.ts';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Requests } from './requests.ts';

export type WireSet = Wire<z.infer<typeof setStanding>>;
export type WireTestRun = Wire<z.infer<typeof testRunRecord>>;
export type WireTestRunDetail = Wire<z.infer<typeof testRunDetail>>;
export type WireRunRate = z.infer<typeof testRunRate>;
export type HandRunWish = z.input<typeof handRunDraft>;
export type RunSignatureWish = z.input<typeof runSignature>;

/** A deed on one run, by its name in the address. */
export type TestRunDeed =
  | { readonly deed: 'sign'; readonly body: RunSignatureWish }
  | { readonly deed: 'review' | 'add'; readonly body: { readonly note: string } }
  | { readonly deed: 'excuse'; readonly body: { readonly reason: string } };

/** Test runs over REST. Every method throws ApiError. */
export interface TestRunApi {
  generatorSets(): Promise<WireSet[]>;
  testRuns(): Promise<WireTestRun[]>;
  testRunDuties(): Promise<WireTestRun[]>;
  testRunRate(): Promise<WireRunRate>;
  testRun(id: number): Promise<WireTestRunDetail>;
  enterTestRun(wish: HandRunWish): Promise<WireTestRun>;
  doTestRun(id: number, wish: TestRunDeed): Promise<WireTestRun>;
}

const LIMIT = 100;

export function createTestRunApi({ get, post }: Requests): TestRunApi {
  return {
    generatorSets: () => get('/generator-sets'),
    testRuns: () => get('/test-runs', { limit: LIMIT }),
    testRunDuties: () => get('/test-run-duties', { limit: LIMIT }),
    testRunRate: () => get('/test-run-duties/rate'),
    testRun: (id) => get(`/test-runs/${id}`),
    enterTestRun: (wish) => post('/test-runs', wish),
    doTestRun: (id, { deed, body }) => post(`/test-runs/${id}/${deed}`, body),
  };
}
