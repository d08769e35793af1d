import type { Kysely } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import type { AttachmentIndex } from '../ports/file-store.ts';
import type { Database } from './schema.ts';

/** What lies in the folder of files, in the operations database. */
export function createAttachmentIndex(db: Kysely<Database>, clock: Pick<Clock, 'nowMs'>): AttachmentIndex {
  return {
    async add({ sha256, bytes, mediaType }) {
      await db
        .insertInto('attachment')
        .values({ sha256, bytes, media_type: mediaType, added_at: Math.round(clock.nowMs()) })
        .onConflict((conflict) => conflict.column('sha256').doNothing())
        .execute();
    },
    async find(sha256) {
      const row = await db.selectFrom('attachment').selectAll().where('sha256', '=', sha256).executeTakeFirst();
      return row && { sha256: row.sha256, bytes: row.bytes, mediaType: row.media_type };
    },
  };
}
