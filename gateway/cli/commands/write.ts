import type { Wire } from '../../contract/wire.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { type WriteOffer, type WriteRecord, writeOffer, writeRecord } from '../../domain/write.ts';
import { answer, refuse } from '../answer.ts';
import { type CommandContext, defineCommand, type OptionValues } from '../command.ts';
import { JSON_OUTPUT } from '../common-options.ts';
import { SESSION_OPTIONS, withSession } from '../gateway-session.ts';
import type { RestClient } from '../rest-client.ts';
import { safeText } from '../text-table.ts';

const options = {
  tag: { type: 'string', value: 'TAG', help: 'point to set, such as CH-1.chw_setpoint', required: true },
  value: { type: 'string', value: 'NUMBER', help: 'in engineering units', required: true },
  reason: { type: 'string', value: 'TEXT', help: 'why; kept with the write', required: true },
  ...SESSION_OPTIONS,
  verify: { type: 'boolean', help: 'not done unless the device was seen to show the value' },
  yes: { type: 'boolean', help: 'do not ask again' },
  json: JSON_OUTPUT,
} as const;
type Given = OptionValues<typeof options>;

export const write = defineCommand({
  name: 'write',
  summary: 'set a point through the running gateway, with all its checks, and see that it took',
  details: `The gateway checks role, range, precondition and rate, sends once, reads back and keeps a record. Off unless the
site file switches writing on and names the point.
node gateway/main.ts write --url http://127.0.0.1:8080 --user kim --tag CH-1.chw_setpoint --value 7 --reason "night" --verify`,
  options,
  async run(given, context) {
    const value = Number(given.value);
    if (given.value.trim() === '' || !Number.isFinite(value)) {
      return refuse(given, context, `--value ${given.value}; allowed: a number`, 2);
    }
    return withSession(given, context, (client) => writeWith(client, value, given, context));
  },
});

async function writeWith(client: RestClient, value: number, given: Given, context: CommandContext): Promise<number> {
  const path = `/points/${encodeURIComponent(given.tag)}/write`;
  const offer = await client.post(`${path}/prepare`, {}, writeOffer);
  for (const line of offerLines(offer, value)) context.warn(line);
  if (!given.yes && !(await isConfirmed(context))) return refuse(given, context, 'Not confirmed; nothing was sent.');
  const record = await client.post(`${path}/confirm`, { token: offer.token, value, reason: given.reason }, writeRecord);
  const ok = record.outcome === 'verified' || (record.outcome === 'unverified' && !given.verify);
  answer(given, context, { ok, present: offer.present, record }, () => [recordLine(record, offer)]);
  return ok ? 0 : 1;
}

async function isConfirmed(context: CommandContext): Promise<boolean> {
  const reply = await context.ask('Set it? Type yes: ', false);
  if (reply === undefined)
    throw new PlantroomError('REQUEST_INVALID', 'nobody is at the terminal to confirm; give --yes');
  return reply.trim().toLowerCase() === 'yes';
}

function offerLines(
  { tag, present, presentAt, unit, decimals, range, when }: Wire<WriteOffer>,
  value: number,
): string[] {
  const unmet = when.filter((one) => !one.isMet).map((one) => `  needs ${one.tag} to be ${one.in.join(' or ')}`);
  return [
    `${safeText(tag)} is ${present.toFixed(decimals)} ${safeText(unit)} now (${presentAt})`,
    `  and would become ${value} ${safeText(unit)}; allowed: ${range[0]}–${range[1]}`,
    ...unmet.map(safeText),
  ];
}

const OUTCOMES: Readonly<Record<WriteRecord['outcome'], string>> = {
  verified: 'Done: the device shows the new value',
  differs: 'NOT DONE: the device took it, but shows another value',
  unverified: 'Taken by the device, but reading back failed',
  refused: 'NOT DONE: the device said no',
  unsent: 'NOT DONE: it was never sent',
  unknown: 'UNKNOWN: it was sent, and may have been taken; look at the machine',
  denied: 'NOT DONE: refused before anything was sent',
  pending: 'UNDER WAY: the outcome is not known yet',
};

function recordLine({ id, outcome, readBack, detail, code }: Wire<WriteRecord>, { unit }: Wire<WriteOffer>): string {
  const shown = readBack === null ? '' : ` (${readBack} ${unit})`;
  const why = detail ?? code;
  return safeText(`${OUTCOMES[outcome]}${shown}${why ? `: ${why}` : ''}. Record ${id}.`);
}
