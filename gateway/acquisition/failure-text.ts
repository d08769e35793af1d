import type { ReadFailure } from '../ports/driver.ts';
import { cleanText } from './clean-text.ts';

const LONGEST = 200;

/** A failure in words for people. */
export function failureText(failure: ReadFailure): string {
  switch (failure.kind) {
    case 'timeout':
      return cleanText(failure.linkAnswered ?? 'no answer in time', LONGEST);
    case 'exception':
    case 'link-lost':
    case 'garbled':
      return cleanText(failure.detail, LONGEST);
  }
}
