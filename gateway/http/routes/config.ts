import { done } from '../../domain/errors.ts';
import type { AuditEntry } from '../../ports/account-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SiteDesk } from '../../ports/site-desk.ts';
import type { Handlers } from '../handler.ts';

interface ConfigServices {
  readonly siteDesk: SiteDesk;
  readonly clock: Clock;
}

type ConfigRoutes =
  | ('readSiteFile' | 'readSiteOutline' | 'listTemplates' | 'readTemplate' | 'listLimits')
  | ('checkSiteEdits' | 'saveSiteEdits' | 'listSiteChanges')
  | ('testReadEquipment' | 'rehearseAlarm' | 'askWhoIsTold');

/** The site file, seen and changed from a screen. */
export function configRoutes({ siteDesk, clock }: ConfigServices): Handlers<ConfigRoutes> {
  return {
    readSiteFile: async () => done(await siteDesk.state()),
    readSiteOutline: async () => done(await siteDesk.outline()),
    listTemplates: async () => done(await siteDesk.templates()),
    readTemplate: ({ params }) => siteDesk.template(params.id),
    listLimits: ({ params }) => siteDesk.limits(params.id),
    checkSiteEdits: ({ body }) => siteDesk.check(body.edits),
    saveSiteEdits: ({ body, caller }) => siteDesk.save({ ...body, by: caller.username }),
    listSiteChanges: async ({ query }) => done((await siteDesk.changes(query.limit)).map(viewChange)),
    testReadEquipment: ({ body }) => siteDesk.testRead(body.edits, body.equipment),
    rehearseAlarm: ({ body }) => siteDesk.rehearse(body.edits, body.condition),
    askWhoIsTold: ({ body }) => {
      const { condition, priority, at = clock.nowMs() } = body;
      return siteDesk.whoIsTold(body.edits, { condition, priority, at });
    },
  };
}

/** The detail of an entry is what was before and after, and why. */
function viewChange({ at, actor, subject, outcome, detail }: AuditEntry) {
  const { before = null, after = null, reason = '' } = detailOf(detail);
  return { at, actor, subject, outcome, before, after, reason };
}

interface ChangeDetail {
  readonly before?: string | null;
  readonly after?: string | null;
  readonly reason?: string;
}

function detailOf(detail: string | null): ChangeDetail {
  try {
    const read: unknown = JSON.parse(detail ?? '{}');
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
