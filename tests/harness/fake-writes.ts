import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { WriteOffer, WriteRecord } from '../../gateway/domain/write.ts';
import type { WriteQuery } from '../../gateway/ports/write-repository.ts';
import type { WriteCaller, WriteConfirmation, WriteService } from '../../gateway/ports/write-service.ts';

const TOKEN = 'token-1';

/** A gate that lets everything through, and remembers it. */
export class FakeWrites implements WriteService {
  readonly confirmed: WriteConfirmation[] = [];

  async prepare(tag: string, _caller: WriteCaller): Promise<Outcome<WriteOffer>> {
    if (!tag.includes('.')) return refused('POINT_NOT_FOUND');
    return done({
      ...{ token: TOKEN, expiresAt: 60_000, tag, present: 7, presentAt: 1000, unit: '℃', decimals: 1 },
      ...{ range: [5, 15], step: 0.1, values: null, role: 'engineer', nextAt: null, verifyWithinMs: 5000 },
      when: [{ tag: 'PUMP-1.p1', in: [0], value: 0, isMet: true }],
    });
  }

  async confirm(request: WriteConfirmation): Promise<Outcome<WriteRecord>> {
    if (request.token !== TOKEN) return refused('WRITE_TOKEN_INVALID');
    this.confirmed.push(request);
    return done(recordOf(request));
  }

  async list({ limit }: WriteQuery): Promise<readonly WriteRecord[]> {
    return this.confirmed.map(recordOf).slice(0, limit);
  }
}

const recordOf = ({ tag, value, reason, caller }: WriteConfirmation): WriteRecord => ({
  ...{ id: 1, at: 2000, settledAt: 3000, tag, actor: caller.username, from: 7, to: value, reason, via: caller.via },
  ...{ outcome: 'verified', code: null, readBack: value, detail: null },
});
