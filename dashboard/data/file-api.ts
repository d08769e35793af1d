import type { z } from 'zod';
import type { storedFile } from '../../gateway/contract/file-routes.ts';
import type { Requests } from './requests.ts';

export type StoredFile = z.infer<typeof storedFile>;

/** Photos and papers over REST. Every method throws ApiError. */
export interface FileApi {
  /** Keeps it; the same content again is the same file. */
  addFile(content: Blob): Promise<StoredFile>;
}

export function createFileApi({ send }: Requests): FileApi {
  return { addFile: (content) => send('/files', content) };
}

/** Where a browser finds it. */
export const fileUrl = (sha256: string): string => `/api/v1/files/${sha256}`;
