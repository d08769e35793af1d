import { USUAL_HISTORY_MS } from '../../contract/equipment-requests.ts';
import {
  attachDocument,
  changeCard,
  retireCard,
  reviewCard,
  withdrawDocument,
  writeEntry,
} from '../../domain/duty/equipment/equipment-card-steps.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CardWish, EquipmentRegister, RegisteredEquipment } from '../../ports/equipment-register.ts';
import type { FileStore } from '../../ports/file-store.ts';
import type { Handlers } from '../handler.ts';

interface RegisterServices {
  readonly register: EquipmentRegister;
  readonly files: Pick<FileStore, 'find'>;
  readonly clock: Clock;
}

type RegisterRoutes =
  | ('listEquipmentCards' | 'readEquipmentCard' | 'readEquipmentHistory' | 'readEquipmentHours' | 'readGoodOrder')
  | ('changeEquipmentCard' | 'attachEquipmentDocument' | 'withdrawEquipmentDocument' | 'writeEquipmentEntry')
  | ('reviewEquipmentCard' | 'retireEquipment' | 'readEquipmentUse');

/** What all deeds on a card have of their request. */
interface CardCall {
  readonly params: { readonly id: number };
  readonly body: { readonly expectedVersion?: number };
  readonly caller: { readonly username: string };
  readonly isPage: boolean;
}

/** The equipment register. */
export function equipmentRegisterRoutes({ register, files, clock }: RegisterServices): Handlers<RegisterRoutes> {
  const change = async ({ params, body, caller, isPage }: CardCall, decide: CardWish['decide']) => {
    const by = { actor: caller.username, via: isPage ? 'screen' : 'rest' } as const;
    const outcome = await register.change(params.id, by, { expectedVersion: body.expectedVersion, decide });
    return outcome.ok ? done(viewCard(outcome.value)) : outcome;
  };
  return {
    listEquipmentCards: async ({ query }) => done((await register.list(query.equipment)).map(viewCard)),
    readEquipmentCard: async ({ params }) => {
      const one = await register.get(params.id);
      return one ? done({ ...viewCard(one), events: await register.events(params.id) }) : refused('RECORD_NOT_FOUND');
    },
    readEquipmentHistory: async ({ params, query }) => {
      const to = query.to ?? clock.nowMs();
      return register.history(params.id, query.from ?? to - USUAL_HISTORY_MS, to);
    },
    readEquipmentHours: ({ params }) => register.hours(params.id),
    readEquipmentUse: ({ params }) => register.use(params.id),
    readGoodOrder: async ({ query }) => done(await register.goodOrder(query.month)),
    changeEquipmentCard: (call) => change(call, (card, deed) => changeCard(card, call.body, deed)),
    attachEquipmentDocument: async (call) => {
      const problem = await missingFile(files, call.body.sha256);
      return problem ?? change(call, (card, deed) => attachDocument(card, documentOf(call.body), deed));
    },
    withdrawEquipmentDocument: (call) => change(call, (card, deed) => withdrawDocument(card, call.body, deed)),
    writeEquipmentEntry: (call) => change(call, (card, deed) => writeEntry(card, entryOf(call.body), deed)),
    reviewEquipmentCard: (call) =>
      change(call, (card, deed, thisMonth) => reviewCard(card, { ...call.body, thisMonth }, deed)),
    retireEquipment: (call) => change(call, (card, deed) => retireCard(card, call.body.reason, deed)),
  };
}

async function missingFile(files: Pick<FileStore, 'find'>, sha256: string | null): Promise<Outcome<never> | undefined> {
  if (sha256 === null) return undefined;
  const found = await files.find(sha256);
  return found ? undefined : refused('FILE_NOT_FOUND');
}

const documentOf = <T extends Parameters<typeof attachDocument>[1]>({ kind, title, sha256, url }: T) => ({
  ...{ kind, title, sha256, url },
});

const entryOf = <T extends Parameters<typeof writeEntry>[1]>({ kind, at, text, order }: T) => ({
  ...{ kind, at, text, order },
});

function viewCard({ record, equipment, ...present }: RegisteredEquipment) {
  const { id, key, subject, state, at, dueAt, closedAt, version, body } = record;
  return {
    ...{ id, key, subject, state, at, dueAt, closedAt, version, equipment: subject },
    ...{ name: equipment?.name ?? null, class: equipment?.class ?? null, system: equipment?.system ?? null },
    ...{ area: equipment?.area ?? null, maker: equipment?.maker ?? null, model: equipment?.model ?? null },
    ...present,
    ...body,
  };
}
