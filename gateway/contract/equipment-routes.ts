import { z } from 'zod';
import {
  cardEdit,
  cardFilter,
  cardRange,
  cardReviewDraft,
  documentDraft,
  documentWithdrawal,
  entryDraft,
  goodOrderFilter,
  retirement,
} from './equipment-requests.ts';
import {
  equipmentCardDetail,
  equipmentHistory,
  equipmentUse,
  goodOrderMonth,
  monthHours,
  registeredEquipment,
} from './equipment-resources.ts';
import { byNumber } from './requests.ts';
import type { RouteContract } from './route.ts';

const GROUP = 'Equipment register';
const REFUSALS = ['RECORD_NOT_FOUND', 'RECORD_CHANGED', 'RECORD_STEP_REFUSED'] as const;

/** What every deed on a card shares. */
const deed = {
  group: GROUP,
  method: 'POST',
  repeatable: true,
  params: byNumber,
  status: 200,
  response: registeredEquipment,
  codes: REFUSALS,
} as const;

/** Every machine's card: what people know of it, what it does, what happened to it. */
export const EQUIPMENT_ROUTES = {
  listEquipmentCards: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/equipment-cards',
    summary: 'The register: every machine with its card, its tag and what is open',
    access: 'record:read',
    query: cardFilter,
    status: 200,
    response: z.array(registeredEquipment),
    codes: [],
  },
  readEquipmentCard: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/equipment-cards/:id',
    summary: 'One card with every change of it',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: equipmentCardDetail,
    codes: ['RECORD_NOT_FOUND'],
  },
  readEquipmentHistory: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/equipment-cards/:id/history',
    summary: 'Alarms, orders, parts and hand-written lines of one machine',
    access: 'record:read',
    params: byNumber,
    query: cardRange,
    status: 200,
    response: equipmentHistory,
    codes: ['RECORD_NOT_FOUND'],
  },
  readEquipmentHours: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/equipment-cards/:id/hours',
    summary: 'Running hours by month, the last twelve',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: z.array(monthHours),
    codes: ['RECORD_NOT_FOUND', 'HISTORY_UNAVAILABLE'],
  },
  readEquipmentUse: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/equipment-cards/:id/use',
    summary: 'Energy and water by month, the last twelve, of each counter of the machine',
    access: 'record:read',
    params: byNumber,
    status: 200,
    response: z.array(equipmentUse),
    codes: ['RECORD_NOT_FOUND', 'HISTORY_UNAVAILABLE'],
  },
  exportTakeOver: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/take-over',
    summary:
      'For a change of manager: every machine with its points, what is missing on its card and what is open, as CSV',
    access: 'record:read',
    status: 200,
    response: z.string(),
    contentType: 'text/csv; charset=utf-8',
    codes: [],
  },
  readGoodOrder: {
    group: GROUP,
    method: 'GET',
    path: '/api/v1/good-order',
    summary: 'Rate of good order of a month by class: machine-days without a fault over machine-days',
    access: 'record:read',
    query: goodOrderFilter,
    status: 200,
    response: goodOrderMonth,
    codes: ['REQUEST_TOO_MANY'],
  },
  changeEquipmentCard: {
    ...deed,
    path: '/api/v1/equipment-cards/:id/change',
    summary: 'Write on a card; what stood there before stays to be seen',
    access: 'record:review',
    body: cardEdit,
  },
  attachEquipmentDocument: {
    ...deed,
    path: '/api/v1/equipment-cards/:id/attach-document',
    summary: 'Add a paper: a file sent before, or an address',
    access: 'record:write',
    body: documentDraft,
    codes: [...REFUSALS, 'FILE_NOT_FOUND'],
  },
  withdrawEquipmentDocument: {
    ...deed,
    path: '/api/v1/equipment-cards/:id/withdraw-document',
    summary: 'Say that a paper no longer counts; it stays on the card',
    access: 'record:review',
    body: documentWithdrawal,
  },
  writeEquipmentEntry: {
    ...deed,
    path: '/api/v1/equipment-cards/:id/write-entry',
    summary: 'Write a line of history by hand',
    access: 'record:write',
    body: entryDraft,
  },
  reviewEquipmentCard: {
    ...deed,
    path: '/api/v1/equipment-cards/:id/review',
    summary: 'Mark a month of the history as looked through',
    access: 'record:review',
    body: cardReviewDraft,
  },
  retireEquipment: {
    ...deed,
    path: '/api/v1/equipment-cards/:id/retire',
    summary: 'The machine serves no more; its card stays and it is not counted from now on',
    access: 'record:review',
    body: retirement,
  },
} as const satisfies Record<string, RouteContract>;
