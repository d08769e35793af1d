/** Tables of answers without a session. Times are ms since the epoch. */

/** One row: the key that signs links, base64. */
export interface AnswerKeyTable {
  id: number;
  key: string;
}

export interface AnswerUsedTable {
  nonce: string;
  used_at: number;
  until_at: number;
}

export interface ReplyCodeTable {
  recipient: string;
  code: string;
  alarm_id: string;
  occurrence: number;
  until_at: number;
}
