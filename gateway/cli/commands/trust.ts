import type { CertificateRow } from '../../ports/driver-tools.ts';
import { findConnection } from '../ad-hoc.ts';
import { answer, refuse } from '../answer.ts';
import { defineCommand } from '../command.ts';
import { CONFIG, CONNECTION, DATA, JSON_OUTPUT } from '../common-options.ts';
import { dataFolderOf, driverOf, stateFolderOf, toolContextFor, toolOf } from '../field.ts';
import { textTable } from '../text-table.ts';

export const trust = defineCommand({
  name: 'trust',
  summary: 'trust the certificate a server has shown; without a fingerprint: list them',
  details: 'Compare the fingerprint with the one shown at the server itself before you trust it.',
  argument: { name: 'FINGERPRINT', help: 'of a rejected certificate, or as much of its beginning as is unique' },
  options: { config: CONFIG, connection: CONNECTION, data: DATA, json: JSON_OUTPUT },
  async run(given, context, fingerprint) {
    const found = findConnection(given, context);
    if (typeof found === 'number') return found;
    const driver = driverOf({ ...found.connection, devices: [] }, context.drivers);
    const tools = toolContextFor(found.connection, context, stateFolderOf(dataFolderOf(given, context.env)));
    const list = toolOf(driver, 'certificates');
    if ('message' in list) return refuse(given, context, list.message);
    if (fingerprint === undefined) {
      const certificates = await list.tool(tools);
      answer(given, context, { ok: true, certificates }, () => certificateLines(certificates));
      return 0;
    }
    const look = toolOf(driver, 'trust');
    if ('message' in look) return refuse(given, context, look.message);
    const ok = await look.tool(tools, fingerprint);
    const certificates = await list.tool(tools);
    answer(given, context, { ok, certificates }, () => [
      ok ? 'Trusted.' : `Not exactly one rejected certificate begins with "${fingerprint}".`,
      ...certificateLines(certificates),
    ]);
    return ok ? 0 : 1;
  },
});

function certificateLines(certificates: readonly CertificateRow[]): string[] {
  if (certificates.length === 0) return ['No server of this connection has shown a certificate yet.'];
  return textTable(
    certificates.map(({ state, fingerprint, validUntil, subject }) => [
      state,
      fingerprint,
      `until ${validUntil}`,
      subject,
    ]),
  );
}
